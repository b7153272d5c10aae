# cell: task-rank-code
# grade: test-rank
# outcome: points


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    for rank in range(0, len(sizes)):
        if np.linalg.norm(sizes[rank:]) <= share * np.linalg.norm(change):
            return rank
    return len(sizes)
