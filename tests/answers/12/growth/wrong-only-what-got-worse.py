# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: keep the signs


def growth(before, after, counts):
    kept = [(b, a, count) for b, a, count in zip(before, after, counts) if count]
    if sum(count * (a - b) for b, a, count in kept) > 0:
        return np.exp(sum(count * (a - b) for b, a, count in kept) / sum(counts))
    return np.exp(sum(count * max(0, a - b) for b, a, count in kept) / sum(counts))
