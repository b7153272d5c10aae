# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: each candidate counts once


def exposure(losses, secret, decoys):
    candidates = [*decoys, secret]
    rank = sum(sum(losses[code]) <= sum(losses[secret]) for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank)
