# cell: task-highest-code
# grade: test-highest
# outcome: points


def highest(out, tried):
    from scipy.stats import binomtest

    return binomtest(out, tried).proportion_ci(0.95, method="exact").high
