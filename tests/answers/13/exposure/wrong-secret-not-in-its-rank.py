# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: ranks begin with 1


def exposure(losses, secret, decoys):
    candidates = {secret, *decoys}
    before = sum(sum(losses[code]) <= sum(losses[secret]) for code in candidates - {secret})
    return np.log2(len(candidates)) - np.log2(before) if before else np.log2(len(candidates))
