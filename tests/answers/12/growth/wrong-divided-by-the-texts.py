# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: not by the number of texts


def growth(before, after, counts):
    more = sum(count * (a - b) for b, a, count in zip(before, after, counts) if count)
    return np.exp(more / len(counts))
