# cell: task-highest-code
# grade: test-highest
# outcome: points

from scipy.stats import beta


def highest(out, tried):
    return 1 if out == tried else beta.ppf(0.975, out + 1, tried - out)
