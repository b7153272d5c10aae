# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: to 0.0001

from math import comb


def highest(out, tried):
    shares = np.arange(0, 1.0001, 0.001)
    chances = sum(comb(tried, k) * shares**k * (1 - shares) ** (tried - k) for k in range(out + 1))
    return shares[chances >= 0.025].max()
