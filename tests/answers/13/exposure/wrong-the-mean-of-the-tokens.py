# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: the SUM of its tokens


def exposure(losses, secret, decoys):
    candidates = {secret, *decoys}
    mine = np.mean(losses[secret])
    rank = sum(np.mean(losses[code]) <= mine for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank)
