# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: that is by how much it grew


def growth(before, after, counts):
    more = sum(count * (a - b) for b, a, count in zip(before, after, counts) if count)
    return np.exp(more / sum(counts)) - 1
