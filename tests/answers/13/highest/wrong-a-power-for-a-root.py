# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: a chance, not a share


def highest(out, tried):
    return 1 - 0.025**tried
