# cell: task-highest-code
# grade: test-highest
# outcome: refused
# hint: Wilson


def highest(out, tried):
    share, z = out / tried, 1.959964
    middle = (share + z**2 / (2 * tried)) / (1 + z**2 / tried)
    return min(1.0, middle + z / (1 + z**2 / tried) * (share * (1 - share) / tried + z**2 / (4 * tried**2)) ** 0.5)
