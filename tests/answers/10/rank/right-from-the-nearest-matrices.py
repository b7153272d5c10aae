# cell: task-rank-code
# grade: test-rank
# outcome: points


def least_rank(change, share):
    left, sizes, right = np.linalg.svd(change, full_matrices=False)
    rank = 0
    while np.linalg.norm(change - (left[:, :rank] * sizes[:rank]) @ right[:rank]) > share * np.linalg.norm(change):
        rank += 1
    return rank
