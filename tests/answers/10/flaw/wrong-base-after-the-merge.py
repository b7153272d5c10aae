# cell: task-flaw-code
# grade: test-flaw
# outcome: refused
# hint: its own matrix stays in a step


def flaw(adapter, x, wanted):
    weight, first = adapter.weight(), adapter.output(x)
    if not np.allclose(first, x @ weight.T):
        return "start"
    adapter.step(x, wanted)
    after = adapter.output(x)
    if np.allclose(after, first):
        return "stuck"
    down, up = adapter.thin()
    if not np.allclose(after, x @ weight.T + adapter.scale * x @ down.T @ up.T):
        return "scale"
    adapter.merge()
    if not np.allclose(adapter.weight(), weight):
        return "base"
    return "none" if np.allclose(adapter.output(x), after) else "merge"
