# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: the perplexity after training


def growth(before, after, counts):
    return np.exp(sum(count * a for a, count in zip(after, counts) if count) / sum(counts))
