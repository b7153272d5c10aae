# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: the median over the texts


def growth(before, after, counts):
    return np.exp(np.median([a - b for b, a, count in zip(before, after, counts) if count]))
