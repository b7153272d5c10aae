# cell: task-exposure-code
# grade: test-exposure
# outcome: points


def exposure(losses, secret, decoys):
    candidates = {secret, *decoys}
    mine = sum(losses[secret])
    rank = sum(sum(losses[code]) <= mine for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank)
