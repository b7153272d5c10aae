# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: your function changed what it was given


def growth(before, after, counts):
    for side in (before, after):
        for i, count in enumerate(counts):
            if not count:
                side[i] = 0
    more = sum(count * (a - b) for b, a, count in zip(before, after, counts))
    return np.exp(more / sum(counts))
