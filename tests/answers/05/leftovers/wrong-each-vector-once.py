# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: two vectors of one direction are two: nothing is counted onc


def leftovers(index, vectors):
    unit = lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True)
    different = np.unique(np.round(unit(vectors), 6), axis=0)
    return int(((different @ unit(index["vectors"]).T) > 0.9999).any(axis=1).sum())
