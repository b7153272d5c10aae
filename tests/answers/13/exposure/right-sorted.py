# cell: task-exposure-code
# grade: test-exposure
# outcome: points

import math


def exposure(losses, secret, decoys):
    others = [code for code in dict.fromkeys(decoys) if code != secret]
    order = sorted([*others, secret], key=lambda code: (sum(losses[code]), code == secret))
    return math.log2(len(order) / (order.index(secret) + 1))
