# cell: task-rank-code
# grade: test-rank
# outcome: refused by hidden tests


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    for rank in range(0, len(sizes)):
        if np.linalg.norm(sizes[rank:]) <= max(share * np.linalg.norm(sizes), 1e-3):
            return rank
    return len(sizes)
