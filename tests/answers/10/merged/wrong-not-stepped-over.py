# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: step over them


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    for part, size in sizes.items():
        if part in updates:
            down, up, alpha = updates[part]
            new[:, start : start + size] += alpha / len(down) * (up @ down).T
            start += size
    return new
