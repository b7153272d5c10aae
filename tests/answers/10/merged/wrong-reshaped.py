# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: reshape puts the same numbers into other places


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    for part, size in sizes.items():
        if part in updates:
            down, up, alpha = updates[part]
            new[:, start : start + size] += alpha / len(down) * (up @ down).reshape(-1, size)
        start += size
    return new
