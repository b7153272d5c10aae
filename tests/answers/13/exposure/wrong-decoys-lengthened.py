# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: your function changed what it was given


def exposure(losses, secret, decoys):
    if secret not in decoys:
        decoys.append(secret)
    candidates = set(decoys)
    rank = sum(sum(losses[code]) <= sum(losses[secret]) for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank)
