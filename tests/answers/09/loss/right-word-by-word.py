# cell: task-loss-code
# grade: test-loss
# outcome: points

import math


def masked_loss(scores, labels):
    total, count = 0.0, 0
    for before, label in zip(scores, labels[1:]):
        if label == -100:
            continue
        top = max(before)
        total += top + math.log(sum(math.exp(one - top) for one in before)) - before[label]
        count += 1
    if count == 0:
        raise ValueError("There is no Label to look at")
    return total / count
