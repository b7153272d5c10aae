# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: divide by the tokens of all texts together


def growth(before, after, counts):
    share = [1 / count for count in counts]
    rows = zip(before, after, share, counts)
    return np.exp(sum((a - b) / one for b, a, one, count in rows if count) / sum(counts))
