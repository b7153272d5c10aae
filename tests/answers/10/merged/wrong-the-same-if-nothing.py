# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: return a new array, also where there is nothing to merge


def merged(weight, sizes, updates):
    if not updates:
        return weight
    new, start = weight.copy(), 0
    for part, size in sizes.items():
        if part in updates:
            down, up, alpha = updates[part]
            new[:, start : start + size] += alpha / len(down) * (up @ down).T
        start += size
    return new
