# cell: task-growth-code
# grade: test-growth
# outcome: points


def growth(before, after, counts):
    kept = [i for i in range(len(counts)) if counts[i] != 0]
    pick = lambda side: np.array([side[i] for i in kept])
    weights = pick(counts) / pick(counts).sum()
    return np.array(np.exp(weights @ pick(after) - weights @ pick(before)))
