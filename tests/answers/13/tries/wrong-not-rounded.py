# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: a whole number of tries

from math import log


def tries(risk, out):
    if out == 0:
        return log(0.025) / log(1 - risk)
    n = out + 1
    while highest(out, n) >= risk:
        n += 1
    return n
