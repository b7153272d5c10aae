# cell: task-leftovers-code
# grade: test-leftovers
# outcome: refused
# hint: (2, 0) is the same direction: no row needs to be equal to it


def leftovers(index, vectors):
    return sum(bool((np.linalg.norm(index["vectors"] - v, axis=1) < 0.1).any()) for v in vectors)
