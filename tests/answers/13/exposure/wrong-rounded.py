# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: not rounded


def exposure(losses, secret, decoys):
    mine = sum(losses[secret])
    rank = sum(sum(losses[code]) <= mine for code in {secret, *decoys})
    return round(float(np.log2(len({secret, *decoys})) - np.log2(rank)), 2)
