# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: one text alone


def growth(before, after, counts):
    for b, a, count in zip(before, after, counts):
        if count:
            more = count * (a - b) / count
    return np.exp(more)
