# cell: task-growth-code
# grade: test-growth
# outcome: points

import math


def growth(before, after, counts):
    def mean(losses):
        return sum(loss * count for loss, count in zip(losses, counts) if count) / sum(counts)

    return math.e ** (mean(after) - mean(before))
