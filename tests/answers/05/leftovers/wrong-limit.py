# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: near is not there


def leftovers(index, vectors):
    unit = lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return int((unit(np.asarray(vectors)) @ unit(index["vectors"]).T > 0.9).any(axis=1).sum())
