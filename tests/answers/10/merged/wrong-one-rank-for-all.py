# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: ranks may differ


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    rank = max([len(down) for down, up, alpha in updates.values()], default=1)
    for part, size in sizes.items():
        if part in updates:
            down, up, alpha = updates[part]
            new[:, start : start + size] += alpha / rank * (up @ down).T
        start += size
    return new
