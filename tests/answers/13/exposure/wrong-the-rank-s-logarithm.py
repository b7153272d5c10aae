# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: that is the logarithm of the rank alone


def exposure(losses, secret, decoys):
    mine = sum(losses[secret])
    return np.log2(sum(sum(losses[code]) <= mine for code in {secret, *decoys}))
