# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: one text alone


def growth(before, after, counts):
    return np.exp(after[0] - before[0])
