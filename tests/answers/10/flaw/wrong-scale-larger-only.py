# cell: task-flaw-code
# grade: test-flaw
# outcome: refused
# hint: compare what it adds with


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
    if np.abs(after - first).max() > 1.01 * np.abs(adapter.scale * x @ down.T @ up.T).max():
        return "scale"
    adapter.merge()
    return "none" if np.allclose(adapter.output(x), after) else "merge"
