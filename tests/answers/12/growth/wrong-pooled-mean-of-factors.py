# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: not the mean of many factors


def growth(before, after, counts):
    rows = [(b, a, count) for b, a, count in zip(before, after, counts) if count]
    return sum(count * np.exp(a - b) for b, a, count in rows) / sum(counts)
