# cell: task-flaw-code
# grade: test-flaw
# outcome: points


def far(a, b):
    return np.max(np.abs(a - b)) > 1e-6


def flaw(adapter, x, wanted):
    base = adapter.weight()
    if far(adapter.output(x), np.einsum("oi,ni->no", base, x)):
        return "start"
    before = adapter.output(x)
    for _ in range(3):
        adapter.step(x, wanted)
    if not far(adapter.output(x), before):
        return "stuck"
    if far(base, adapter.weight()):
        return "base"
    down, up = adapter.thin()
    added = adapter.output(x) - x @ base.T
    if far(added, adapter.scale * x @ down.T @ up.T):
        return "scale"
    kept = adapter.output(x)
    adapter.merge()
    return "merge" if far(kept, adapter.output(x)) else "none"
