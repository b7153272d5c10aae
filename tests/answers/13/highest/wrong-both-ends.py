# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: return one number, not a tuple


def highest(out, tried):
    from scipy.stats import binomtest

    return tuple(binomtest(out, tried).proportion_ci())
