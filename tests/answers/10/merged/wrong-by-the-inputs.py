# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: divides alpha by the number of inputs


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    for part, size in sizes.items():
        if part in updates:
            down, up, alpha = updates[part]
            new[:, start : start + size] += alpha / down.shape[1] * (up @ down).T
        start += size
    return new
