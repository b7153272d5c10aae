# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: not by the number of texts


def growth(before, after, counts):
    kept = [(b, a, count) for b, a, count in zip(before, after, counts) if count]
    return np.exp(sum(count * (a - b) for b, a, count in kept) / len(kept))
