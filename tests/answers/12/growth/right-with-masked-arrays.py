# cell: task-growth-code
# grade: test-growth
# outcome: points


def growth(before, after, counts):
    more = np.ma.masked_invalid(np.array(after) - np.array(before))
    return float(np.exp(np.ma.average(more, weights=np.array(counts))))
