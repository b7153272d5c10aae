# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: the difference of the two perplexities


def growth(before, after, counts):
    rows = [(b, a, count) for b, a, count in zip(before, after, counts) if count]
    was, now = (sum(row[side] * row[2] for row in rows) / sum(counts) for side in (0, 1))
    return np.exp(now) - np.exp(was)
