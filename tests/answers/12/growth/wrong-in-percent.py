# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: that is in percent


def growth(before, after, counts):
    more = sum(count * (a - b) for b, a, count in zip(before, after, counts) if count)
    return 100 * np.exp(more / sum(counts))
