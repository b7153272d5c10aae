# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: log(1 - risk), not -risk

from math import ceil, log


def tries(risk, out):
    if out == 0:
        return ceil(-log(0.025) / risk)
    n = out + 1
    while highest(out, n) >= risk:
        n += 1
    return n
