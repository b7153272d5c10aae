# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: that weighs short texts more


def growth(before, after, counts):
    kept = [(a - b, count) for b, a, count in zip(before, after, counts) if count]
    return np.exp(sum(more / count for more, count in kept) / sum(1 / count for _, count in kept))
