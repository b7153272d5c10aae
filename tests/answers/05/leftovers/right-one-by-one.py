# cell: task-leftovers-code
# grade: test-leftovers
# outcome: points


def leftovers(index, vectors):
    cos = lambda a, b: a @ b / (a @ a * (b @ b)) ** 0.5
    return np.sum([max(cos(v, r) for r in index["vectors"]) > 0.9999 for v in vectors])
