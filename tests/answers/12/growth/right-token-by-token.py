# cell: task-growth-code
# grade: test-growth
# outcome: points

import math


def growth(before, after, counts):
    was, now = [], []
    for i in range(len(counts)):
        was += [before[i]] * counts[i]
        now += [after[i]] * counts[i]
    return math.exp(math.fsum(now) / len(now) - math.fsum(was) / len(was))
