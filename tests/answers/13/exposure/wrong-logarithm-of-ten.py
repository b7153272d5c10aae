# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: in bits


def exposure(losses, secret, decoys):
    candidates = {secret, *decoys}
    rank = sum(sum(losses[code]) <= sum(losses[secret]) for code in candidates)
    return np.log10(len(candidates)) - np.log10(rank)
