# cell: task-exposure-code
# grade: test-exposure
# outcome: points

import warnings


def exposure(losses, secret, decoys):
    warnings.warn(f"{len(decoys)} decoys")
    candidates = list(decoys) if secret in decoys else [*decoys, secret]
    candidates = [code for i, code in enumerate(candidates) if code not in candidates[:i]]
    rank = 0
    for code in candidates:
        if sum(losses[code]) <= sum(losses[secret]):
            rank += 1
    return np.log2(len(candidates)) - np.log2(rank)
