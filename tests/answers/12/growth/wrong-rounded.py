# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: not rounded


def growth(before, after, counts):
    more = sum(count * (a - b) for b, a, count in zip(before, after, counts) if count)
    return round(float(np.exp(more / sum(counts))), 3)
