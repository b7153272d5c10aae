# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: one rank too many


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    for rank in range(0, len(sizes)):
        if np.linalg.norm(sizes[rank:]) <= share * np.linalg.norm(sizes):
            return rank + 1
    return len(sizes)
