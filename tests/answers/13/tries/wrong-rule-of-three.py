# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: 3 / risk is a rule of thumb

from math import ceil


def tries(risk, out):
    return ceil((3 + out) / risk)
