# cell: task-flaw-code
# grade: test-flaw
# outcome: refused
# hint: compare the output with x @ weight.T before the first step


def flaw(adapter, x, wanted):
    weight, first = adapter.weight(), adapter.output(x)
    adapter.step(x, wanted)
    if not np.allclose(adapter.weight(), weight):
        return "base"
    after = adapter.output(x)
    if np.allclose(after, first):
        return "stuck"
    down, up = adapter.thin()
    if not np.allclose(after, x @ weight.T + adapter.scale * x @ down.T @ up.T):
        return "scale"
    adapter.merge()
    return "none" if np.allclose(adapter.output(x), after) else "merge"
