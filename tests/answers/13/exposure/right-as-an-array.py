# cell: task-exposure-code
# grade: test-exposure
# outcome: points


def exposure(losses, secret, decoys):
    totals = np.array([np.sum(losses[code]) for code in set(decoys) | {secret}])
    return float(-np.log2((totals <= np.sum(losses[secret])).mean()))
