# cell: task-growth-code
# grade: test-growth
# outcome: points


def growth(before, after, counts):
    before, after, counts = np.array(before), np.array(after), np.array(counts)
    some = counts > 0
    more = (after - before)[some] @ counts[some] / counts.sum()
    return np.exp(more)
