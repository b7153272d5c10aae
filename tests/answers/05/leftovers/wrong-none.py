# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: nothing came back


def leftovers(index, vectors):
    rows, vectors = np.asarray(index["vectors"]), np.asarray(vectors)
    unit = lambda some: some / np.linalg.norm(some, axis=1, keepdims=True)
    cos = unit(vectors) @ unit(rows).T
    print(cos)
