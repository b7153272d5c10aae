# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: a loss that is cut off hides


def growth(before, after, counts):
    kept = [(min(b, 100), min(a, 100), count) for b, a, count in zip(before, after, counts) if count]
    return np.exp(sum(count * (a - b) for b, a, count in kept) / sum(counts))
