# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: the secret is a candidate, too


def exposure(losses, secret, decoys):
    others = set(decoys) - {secret}
    rank = 1 + sum(sum(losses[code]) <= sum(losses[secret]) for code in others)
    return np.log2(len(others)) - np.log2(rank) if others else 0.0
