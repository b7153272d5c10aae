# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: perplexity is 1 times as large


def growth(before, after, counts):
    kept = [(b, a, count) for b, a, count in zip(before, after, counts) if count]
    if all(a == b for b, a, _ in kept):
        return 0
    return np.exp(sum(count * (a - b) for b, a, count in kept) / sum(counts))
