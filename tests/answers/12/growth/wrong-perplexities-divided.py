# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: subtract the mean losses, then take one power


def growth(before, after, counts):
    kept = [(b, a, count) for b, a, count in zip(before, after, counts) if count]
    was, now = (sum(row[side] * row[2] for row in kept) / sum(counts) for side in (0, 1))
    return np.exp(now) / np.exp(was)
