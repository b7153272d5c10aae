# cell: task-merged-code
# grade: test-merged
# outcome: points


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    for part, size in sizes.items():
        if part in updates:
            down, up, alpha = updates[part]
            new[:, start : start + size] += alpha / up.shape[1] * (down.T @ up.T)
        start += size
    return new
