# cell: task-exposure-code
# grade: test-exposure
# outcome: points

import math


def exposure(losses, secret, decoys):
    total = {code: math.fsum(losses[code]) for code in [*decoys, secret]}
    before = [code for code in total if code != secret and not total[code] > total[secret]]
    return (math.log(len(total)) - math.log(len(before) + 1)) / math.log(2)
