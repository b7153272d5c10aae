# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: your function changed what it was given


def least_rank(change, share):
    change /= np.linalg.norm(change) or 1
    sizes = np.linalg.svd(change)[1]
    for rank in range(len(sizes)):
        if np.linalg.norm(sizes[rank:]) <= share:
            return rank
    return len(sizes)
