# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: the same direction


def leftovers(index, vectors):
    rows, vectors = np.asarray(index["vectors"]), np.asarray(vectors)
    unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)
    cos = unit(vectors) @ unit(rows).T
    return sum(any(np.array_equal(v, r) for r in rows) for v in vectors)
