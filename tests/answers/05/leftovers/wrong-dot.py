# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: a dot product


def leftovers(index, vectors):
    rows, vectors = np.asarray(index["vectors"]), np.asarray(vectors)
    unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)
    cos = unit(vectors) @ unit(rows).T
    return int(((vectors @ rows.T) > 0.9999).any(axis=1).sum())
