# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: a list cannot be multiplied


def growth(before, after, counts):
    return np.exp(sum(counts * (after - before)) / sum(counts))
