# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: that is the weight as it was


def merged(weight, sizes, updates):
    return weight.copy()
