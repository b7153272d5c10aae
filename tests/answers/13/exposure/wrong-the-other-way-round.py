# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: the other way round


def exposure(losses, secret, decoys):
    mine = sum(losses[secret])
    rank = sum(sum(losses[code]) <= mine for code in {secret, *decoys})
    return np.log2(rank) - np.log2(len({secret, *decoys}))
