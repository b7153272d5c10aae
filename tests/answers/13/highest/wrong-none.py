# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: nothing came back


def highest(out, tried):
    if out == 0:
        1 - 0.025 ** (1 / tried)
