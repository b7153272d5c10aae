# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: each candidate counts once


def exposure(losses, secret, decoys):
    rank = sum(sum(losses[code]) <= sum(losses[secret]) for code in {secret, *decoys})
    return np.log2(len(decoys) + (secret not in decoys)) - np.log2(rank)
