# cell: task-tries-code
# grade: test-tries
# outcome: points

from itertools import count
from math import ceil, log


def tries(risk, out):
    if out == 0:
        return ceil(log(0.025) / log(1 - risk))
    return next(tried for tried in count(out + 1) if highest(out, tried) < risk)
