# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: that is the rank of the whole change


def least_rank(change, share):
    return np.linalg.matrix_rank(change)
