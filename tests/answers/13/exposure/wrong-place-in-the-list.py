# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: sort the candidates by their losses


def exposure(losses, secret, decoys):
    order = [*decoys] if secret in decoys else [*decoys, secret]
    return np.log2(len(set(order))) - np.log2(order.index(secret) + 1)
