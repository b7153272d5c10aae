# cell: task-flaw-code
# grade: test-flaw
# outcome: refused
# hint: after a step, compare


def flaw(adapter, x, wanted):
    weight, first = adapter.weight(), adapter.output(x)
    if not np.allclose(first, x @ weight.T):
        return "start"
    if not np.allclose(adapter.weight(), weight):
        return "base"
    after = adapter.output(x)
    down, up = adapter.thin()
    if not np.allclose(after, x @ weight.T + adapter.scale * x @ down.T @ up.T):
        return "scale"
    adapter.merge()
    return "none" if np.allclose(adapter.output(x), after) else "merge"
