# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: the share that came out


def highest(out, tried):
    return out / tried
