# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: if all came out

from scipy.stats import beta


def highest(out, tried):
    return beta.ppf(0.975, out + 1, tried - out)
