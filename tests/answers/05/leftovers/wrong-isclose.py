# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: a cosine of 0.99991 is above the limit


def leftovers(index, vectors):
    unit = lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return int(np.isclose(unit(vectors) @ unit(index["vectors"]).T, 1).any(axis=1).sum())
