# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: your function changed what it was given


def exposure(losses, secret, decoys):
    for code in losses:
        losses[code] = sum(losses[code])
    candidates = {secret, *decoys}
    rank = sum(losses[code] <= losses[secret] for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank)
