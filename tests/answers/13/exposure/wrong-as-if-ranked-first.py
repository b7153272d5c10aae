# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: as if the secret had rank 1


def exposure(losses, secret, decoys):
    return np.log2(len({secret, *decoys}))
