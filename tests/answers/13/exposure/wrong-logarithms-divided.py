# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: subtract the logarithms


def exposure(losses, secret, decoys):
    mine = sum(losses[secret])
    rank = sum(sum(losses[code]) <= mine for code in {secret, *decoys})
    return np.log2(len({secret, *decoys})) / np.log2(rank) if rank > 1 else np.log2(len({secret, *decoys}))
