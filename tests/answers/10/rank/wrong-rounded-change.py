# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: round nothing


def least_rank(change, share):
    sizes = np.linalg.svd(np.round(change, 1))[1]
    for rank in range(len(sizes)):
        if np.linalg.norm(sizes[rank:]) <= share * np.linalg.norm(sizes):
            return rank
    return len(sizes)
