# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: out or FEWER

from scipy.stats import beta


def highest(out, tried):
    return 0.0 if out == 0 else beta.ppf(0.975, out, tried - out + 1)
