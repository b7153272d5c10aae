# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: 2.5 %

from scipy.stats import beta


def highest(out, tried):
    return 1.0 if out == tried else beta.ppf(0.995, out + 1, tried - out)
