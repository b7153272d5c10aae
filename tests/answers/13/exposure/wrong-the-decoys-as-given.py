# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: the secret is a candidate, too


def exposure(losses, secret, decoys):
    rank = 1 + sum(sum(losses[code]) <= sum(losses[secret]) for code in decoys if code != secret)
    return np.log2(max(len(decoys), 1)) - np.log2(rank)
