# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: the SUM of its tokens


def exposure(losses, secret, decoys):
    candidates = {secret, *decoys}
    rank = sum(losses[code][0] <= losses[secret][0] for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank)
