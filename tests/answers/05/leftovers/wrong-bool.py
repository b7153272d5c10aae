# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: return one number, not a bool


def leftovers(index, vectors):
    rows, vectors = np.asarray(index["vectors"]), np.asarray(vectors)
    unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)
    cos = unit(vectors) @ unit(rows).T
    return bool((cos > 0.9999).any())
