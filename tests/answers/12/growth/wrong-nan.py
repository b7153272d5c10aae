# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: leave it out, since nan makes nan of every sum


def growth(before, after, counts):
    before, after, counts = map(np.array, (before, after, counts))
    return np.exp((counts * (after - before)).sum() / counts.sum())
