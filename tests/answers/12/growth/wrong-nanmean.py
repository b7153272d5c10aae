# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: gives every text the same weight


def growth(before, after, counts):
    return np.exp(np.nanmean(after) - np.nanmean(before))
