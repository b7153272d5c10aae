# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: that is the rank


def exposure(losses, secret, decoys):
    mine = sum(losses[secret])
    return sum(sum(losses[code]) <= mine for code in {secret, *decoys})
