# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: that is what the nearest matrix keeps


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    for rank in range(0, len(sizes)):
        if np.linalg.norm(sizes[:rank]) >= share * np.linalg.norm(sizes):
            return rank
    return len(sizes)
