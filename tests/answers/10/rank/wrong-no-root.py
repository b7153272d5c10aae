# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: take the root


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    for rank in range(0, len(sizes)):
        if (sizes[rank:] ** 2).sum() <= share * (sizes**2).sum():
            return rank
    return len(sizes)
