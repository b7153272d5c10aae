# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: not the mean of e to the losses


def growth(before, after, counts):
    some = [i for i, count in enumerate(counts) if count]
    return sum(counts[i] * np.exp(after[i]) for i in some) / sum(counts[i] * np.exp(before[i]) for i in some)
