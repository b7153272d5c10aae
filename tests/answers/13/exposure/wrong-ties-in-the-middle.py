# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: it stands behind those of the same loss


def exposure(losses, secret, decoys):
    totals = [sum(losses[code]) for code in {secret, *decoys}]
    mine = sum(losses[secret])
    rank = sum(one < mine for one in totals) + (1 + sum(one == mine for one in totals)) / 2
    return np.log2(len(totals)) - np.log2(rank)
