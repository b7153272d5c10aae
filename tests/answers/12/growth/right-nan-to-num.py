# cell: task-growth-code
# grade: test-growth
# outcome: points


def growth(before, after, counts):
    more = np.nan_to_num(np.array(after) - np.array(before))
    return float(np.exp(np.average(more, weights=counts)))
