# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: keep the signs


def growth(before, after, counts):
    more = sum(count * (a - b) for b, a, count in zip(before, after, counts) if count)
    return np.exp(abs(more) / sum(counts))
