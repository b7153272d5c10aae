# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: changed what it was given


def leftovers(index, vectors):
    rows, vectors = np.asarray(index["vectors"]), np.asarray(vectors)
    unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)
    cos = unit(vectors) @ unit(rows).T
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return int((cos > 0.9999).any(axis=1).sum())
