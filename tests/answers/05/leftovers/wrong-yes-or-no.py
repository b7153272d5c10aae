# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: that is yes or no


def leftovers(index, vectors):
    rows, vectors = np.asarray(index["vectors"]), np.asarray(vectors)
    unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)
    cos = unit(vectors) @ unit(rows).T
    return int((cos > 0.9999).any())
