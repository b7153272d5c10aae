# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: that counts singular values above a share of the largest


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    return int((sizes > share * sizes[0]).sum())
