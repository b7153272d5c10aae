# cell: task-exposure-code
# grade: test-exposure
# outcome: points


def exposure(losses, secret, decoys):
    from scipy.stats import rankdata

    codes = sorted({secret}.union(decoys))
    ranks = rankdata([sum(losses[code]) for code in codes], method="max")
    return np.log2(len(codes) / ranks[codes.index(secret)])
