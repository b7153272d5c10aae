# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: count the vectors, not the rows: two rows equal it


def leftovers(index, vectors):
    unit = lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return int(((unit(vectors) @ unit(index["vectors"]).T) > 0.9999).any(axis=0).sum())
