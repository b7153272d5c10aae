# cell: task-rank-code
# grade: test-rank
# outcome: points


def least_rank(change, share):
    squares = np.linalg.svd(change, compute_uv=False) ** 2
    missed = np.append(squares[::-1].cumsum()[::-1], 0)
    return np.argmax(missed <= share**2 * missed[0])
