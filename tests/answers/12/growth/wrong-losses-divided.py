# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: that divides the losses


def growth(before, after, counts):
    rows = [(b, a, count) for b, a, count in zip(before, after, counts) if count]
    return sum(a * count for _, a, count in rows) / sum(b * count for b, _, count in rows)
