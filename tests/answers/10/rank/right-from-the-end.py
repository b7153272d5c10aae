# cell: task-rank-code
# grade: test-rank
# outcome: points


def least_rank(change, share):
    sizes = np.linalg.svd(change)[1]
    room, rank = share**2 * (sizes**2).sum(), len(sizes)
    while rank and room >= sizes[rank - 1] ** 2:
        rank -= 1
        room -= sizes[rank] ** 2
    return int(rank)
