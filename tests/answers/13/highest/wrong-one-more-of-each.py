# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: another interval


def highest(out, tried):
    return (out + 1) / (tried + 2)
