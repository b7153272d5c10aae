# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: that is the rank of the whole change


def least_rank(change, share):
    sizes = np.sort(np.linalg.norm(change, axis=0))[::-1]
    for rank in range(len(sizes)):
        if np.linalg.norm(sizes[rank:]) <= share * np.linalg.norm(sizes):
            return rank
    return len(sizes)
