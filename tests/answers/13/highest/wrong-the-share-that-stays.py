# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: the share that stays in


def highest(out, tried):
    from scipy.stats import beta

    return 0.0 if out == tried else 1 - beta.ppf(0.975, out + 1, tried - out)
