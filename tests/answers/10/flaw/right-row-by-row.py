# cell: task-flaw-code
# grade: test-flaw
# outcome: points


def flaw(adapter, x, wanted):
    weight = adapter.weight()
    zeros = adapter.output(np.eye(weight.shape[1])).T - weight
    if abs(zeros).max() > 1e-6:
        return np.str_("start")
    adapter.step(x, wanted)
    if abs(adapter.weight() - weight).max() > 1e-6:
        return np.str_("base")
    added = adapter.output(np.eye(weight.shape[1])).T - weight
    if abs(added).max() < 1e-6:
        return np.str_("stuck")
    down, up = adapter.thin()
    if abs(added - adapter.scale * up @ down).max() > 1e-6:
        return np.str_("scale")
    adapter.merge()
    merged_too = adapter.output(np.eye(weight.shape[1])).T - weight
    return np.str_("none" if abs(merged_too - added).max() < 1e-6 else "merge")
