# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: a share lies between 0 and 1

from scipy.stats import beta


def highest(out, tried):
    return 100.0 if out == tried else 100 * beta.ppf(0.975, out + 1, tried - out)
