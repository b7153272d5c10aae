# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: take ALL that are left out


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    for rank in range(0, len(sizes)):
        if sizes[rank] <= share * np.linalg.norm(sizes):
            return rank
    return len(sizes)
