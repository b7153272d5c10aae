# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: that divides the losses


def growth(before, after, counts):
    return np.mean([a / b for b, a, count in zip(before, after, counts) if count])
