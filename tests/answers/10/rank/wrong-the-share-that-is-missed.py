# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: work the tiny example


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    whole = np.linalg.norm(sizes)
    missed = [np.linalg.norm(sizes[rank:]) / (whole or 1) for rank in range(len(sizes) + 1)]
    return next(one for one in missed if one <= share)
