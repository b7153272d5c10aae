# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: if all came out

from scipy.optimize import brentq
from scipy.stats import binom


def highest(out, tried):
    return brentq(lambda share: binom.cdf(out, tried, share) - 0.025, 0, 1)
