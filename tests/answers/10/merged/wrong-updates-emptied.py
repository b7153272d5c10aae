# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: your function changed what it was given


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    for part, size in sizes.items():
        if part in updates:
            down, up, alpha = updates.pop(part)
            new[:, start : start + size] += alpha / len(down) * (up @ down).T
        start += size
    return new
