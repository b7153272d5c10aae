# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: the perplexity before training


def growth(before, after, counts):
    return np.exp(sum(count * b for b, count in zip(before, counts) if count) / sum(counts))
