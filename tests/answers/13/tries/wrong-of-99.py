# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: as `highest` has it

from scipy.special import betaincinv


def tries(risk, out):
    n = out + 1
    while betaincinv(out + 1, n - out, 0.995) >= risk:
        n += 1
    return n
