# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: the loop must reach len(sizes)


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    for rank in range(len(sizes)):
        if np.linalg.norm(sizes[rank:]) <= share * np.linalg.norm(sizes):
            return rank
