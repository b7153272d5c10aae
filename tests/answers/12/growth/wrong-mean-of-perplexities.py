# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: not the mean of e to the losses


def growth(before, after, counts):
    some = [i for i, count in enumerate(counts) if count]
    return np.mean([np.exp(after[i]) for i in some]) / np.mean([np.exp(before[i]) for i in some])
