# cell: task-highest-code
# grade: test-highest
# outcome: points

from scipy.optimize import brentq
from scipy.stats import binom


def highest(out, tried):
    if out >= tried:
        return 1
    return brentq(lambda share: binom.cdf(out, tried, share) - 0.025, 0, 1)
