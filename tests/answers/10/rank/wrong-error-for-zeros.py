# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: a change of zeros needs no update


def least_rank(change, share):
    if not change.any():
        raise ValueError("nothing changed")
    sizes = np.linalg.svd(change)[1]
    missed = [np.linalg.norm(sizes[rank:]) for rank in range(len(sizes) + 1)]
    return [one <= share * missed[0] for one in missed].index(True)
