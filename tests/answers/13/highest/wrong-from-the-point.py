# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: from what came out


def highest(out, tried):
    share = out / tried
    return min(share + 1.96 * (share * (1 - share) / tried) ** 0.5, 1)
