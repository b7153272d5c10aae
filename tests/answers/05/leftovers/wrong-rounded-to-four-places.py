# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: near is not there: this cosine is 0.99989, the limit 0.9999


def leftovers(index, vectors):
    unit = lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return int((np.round(unit(vectors) @ unit(index["vectors"]).T, 3) >= 1).any(axis=1).sum())
