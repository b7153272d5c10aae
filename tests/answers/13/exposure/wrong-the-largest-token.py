# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: the SUM of its tokens


def exposure(losses, secret, decoys):
    candidates = {secret, *decoys}
    rank = sum(max(losses[code]) <= max(losses[secret]) for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank)
