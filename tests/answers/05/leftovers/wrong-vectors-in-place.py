# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: changed what it was given


def leftovers(index, vectors):
    unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-7
    return int(((vectors @ unit(index["vectors"]).T) > 0.9999).any(axis=1).sum())
