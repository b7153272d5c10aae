# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: that is one update alone


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    for part, size in sizes.items():
        if part in updates:
            down, up, alpha = updates[part]
            new[:, start : start + size] += alpha / len(down) * (up @ down).T
            return new
        start += size
    return new
