# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: it stands behind those of the same loss


def exposure(losses, secret, decoys):
    candidates = [secret] + [code for code in dict.fromkeys(decoys) if code != secret]
    order = sorted(candidates, key=lambda code: sum(losses[code]))
    return np.log2(len(order)) - np.log2(order.index(secret) + 1)
