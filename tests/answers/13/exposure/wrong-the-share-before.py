# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: take the logarithm


def exposure(losses, secret, decoys):
    mine = sum(losses[secret])
    rank = sum(sum(losses[code]) <= mine for code in {secret, *decoys})
    return rank / len({secret, *decoys})
