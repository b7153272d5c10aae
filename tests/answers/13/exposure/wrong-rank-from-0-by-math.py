# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: ranks begin with 1

import math


def exposure(losses, secret, decoys):
    order = sorted({secret, *decoys}, key=lambda code: (sum(losses[code]), code == secret))
    return math.log2(len(order)) - math.log2(order.index(secret))
