# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: the secret alone


def exposure(losses, secret, decoys):
    worst = max(sum(losses[code]) for code in decoys)
    candidates = {secret, *decoys}
    rank = sum(sum(losses[code]) <= sum(losses[secret]) for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank) + 0 * worst
