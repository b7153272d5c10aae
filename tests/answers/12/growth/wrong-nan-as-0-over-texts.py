# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: takes it in with a loss of 0


def growth(before, after, counts):
    return np.exp(np.nan_to_num(after).mean() - np.nan_to_num(before).mean())
