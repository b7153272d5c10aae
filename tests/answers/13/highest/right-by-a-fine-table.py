# cell: task-highest-code
# grade: test-highest
# outcome: points

from math import comb


def highest(out, tried):
    shares = np.arange(0, 1.00001, 0.00005)
    chances = sum(comb(tried, k) * shares**k * (1 - shares) ** (tried - k) for k in range(out + 1))
    return shares[chances >= 0.025].max()
