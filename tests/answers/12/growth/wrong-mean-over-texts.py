# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: gives every text the same weight


def growth(before, after, counts):
    rows = [(b, a) for b, a, count in zip(before, after, counts) if count]
    return np.exp(np.mean([a for _, a in rows]) - np.mean([b for b, _ in rows]))
