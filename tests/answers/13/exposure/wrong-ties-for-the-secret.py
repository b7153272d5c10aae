# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: it stands behind those of the same loss


def exposure(losses, secret, decoys):
    candidates = {secret, *decoys}
    rank = 1 + sum(sum(losses[code]) < sum(losses[secret]) for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank)
