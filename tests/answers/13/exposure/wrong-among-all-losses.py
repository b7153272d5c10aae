# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: the candidates are the decoys and the secret


def exposure(losses, secret, decoys):
    mine = sum(losses[secret])
    rank = sum(sum(one) <= mine for one in losses.values())
    return np.log2(len(losses)) - np.log2(rank)
