# cell: task-flaw-code
# grade: test-flaw
# outcome: refused
# hint: adapter.scale


def flaw(adapter, x, wanted):
    weight, first = adapter.weight(), adapter.output(x)
    if not np.allclose(first, x @ weight.T):
        return "start"
    adapter.step(x, wanted)
    if not np.allclose(adapter.weight(), weight):
        return "base"
    after = adapter.output(x)
    if np.allclose(after, first):
        return "stuck"
    down, up = adapter.thin()
    if np.abs(after - first).max() > 3 * np.abs(adapter.scale * x @ down.T @ up.T).max():
        return "scale"
    adapter.merge()
    return "none" if np.allclose(adapter.output(x), after) else "merge"
