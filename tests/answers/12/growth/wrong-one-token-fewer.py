# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: take off none


def growth(before, after, counts):
    kept = [(b, a, count - 1) for b, a, count in zip(before, after, counts) if count]
    return np.exp(sum(count * (a - b) for b, a, count in kept) / sum(count for *_, count in kept))
