# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: a change of zeros needs no update


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    for rank in range(1, len(sizes)):
        if np.linalg.norm(sizes[rank:]) <= share * np.linalg.norm(sizes):
            return rank
    return len(sizes)
