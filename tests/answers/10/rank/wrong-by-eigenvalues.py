# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: your function stops with this error


def least_rank(change, share):
    sizes = np.sort(np.abs(np.linalg.eigvals(change)))[::-1]
    for rank in range(len(sizes)):
        if np.linalg.norm(sizes[rank:]) <= share * np.linalg.norm(sizes):
            return rank
    return len(sizes)
