# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: keep the signs


def growth(before, after, counts):
    kept = [(b, a, count) for b, a, count in zip(before, after, counts) if count]
    more = sum(count * (a - b) for b, a, count in kept)
    return np.exp((more if more > 0 else sum(count * abs(a - b) for b, a, count in kept)) / sum(counts))
