# cell: task-flaw-code
# grade: test-flaw
# outcome: points

import sys


def flaw(adapter, x, wanted):
    weight, first = adapter.weight(), adapter.output(x)
    print("looking at", adapter, file=sys.stderr)
    if not np.allclose(first, x @ weight.T):
        return "start"
    adapter.step(x, wanted)
    after = adapter.output(x)
    down, up = adapter.thin()
    if np.array_equal(after, first):
        return "stuck"
    if not np.array_equal(adapter.weight(), weight):
        return "base"
    if not np.allclose(after, x @ weight.T + adapter.scale * (x @ down.T) @ up.T):
        return "scale"
    adapter.merge()
    return "none" if np.allclose(adapter.output(x), after) else "merge"
