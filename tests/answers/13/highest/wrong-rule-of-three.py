# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: a rule of thumb


def highest(out, tried):
    return 3 / tried if out == 0 else (out + 3) / tried
