# cell: task-rank-code
# grade: test-rank
# outcome: points


def least_rank(change, share):
    from scipy.linalg import svdvals

    sizes = svdvals(change)
    whole = np.sqrt(np.sum(sizes**2))
    return sum(bool(np.sqrt(np.sum(sizes[rank:] ** 2)) > share * whole) for rank in range(len(sizes)))
