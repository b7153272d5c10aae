# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: e to the sum over all tokens


def growth(before, after, counts):
    return np.exp(sum(count * (a - b) for b, a, count in zip(before, after, counts) if count))
