# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: another interval

from scipy.stats import beta


def highest(out, tried):
    return 1.0 if out == tried else beta.ppf(0.975, out + 0.5, tried - out + 0.5)
