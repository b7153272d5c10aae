# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: a power of 2


def growth(before, after, counts):
    more = sum(count * (a - b) for b, a, count in zip(before, after, counts) if count)
    return 2 ** (more / sum(counts))
