# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: the median over the texts


def growth(before, after, counts):
    kept = [(b, a) for b, a, count in zip(before, after, counts) if count]
    return np.exp(np.median([a for _, a in kept]) - np.median([b for b, _ in kept]))
