# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: a finer search

from math import comb


def highest(out, tried):
    for share in np.arange(0, 1.001, 0.01):
        if sum(comb(tried, k) * share**k * (1 - share) ** (tried - k) for k in range(out + 1)) < 0.025:
            return share
    return 1.0
