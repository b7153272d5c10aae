# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: square the singular values before you add them up


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    for rank in range(0, len(sizes)):
        if sizes[rank:].sum() <= share * sizes.sum():
            return rank
    return len(sizes)
