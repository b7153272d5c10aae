# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: nothing came back


def growth(before, after, counts):
    more = sum(count * (a - b) for b, a, count in zip(before, after, counts) if count)
    print(np.exp(more / sum(counts)))
