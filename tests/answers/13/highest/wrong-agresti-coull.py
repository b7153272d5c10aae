# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: another interval


def highest(out, tried):
    share = (out + 2) / (tried + 4)
    return min(1.0, share + 1.959964 * (share * (1 - share) / (tried + 4)) ** 0.5)
