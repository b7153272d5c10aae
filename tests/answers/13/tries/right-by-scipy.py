# cell: task-tries-code
# grade: test-tries
# outcome: points

from scipy.special import betaincinv


def tries(risk, out):
    n = out + 1
    while betaincinv(out + 1, n - out, 0.975) >= risk:
        n += 1
    return np.int64(n)
