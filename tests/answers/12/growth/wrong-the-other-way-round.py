# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: that is before divided by after


def growth(before, after, counts):
    more = sum(count * (b - a) for b, a, count in zip(before, after, counts) if count)
    return np.exp(more / sum(counts))
