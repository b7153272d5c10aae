# cell: task-merged-code
# grade: test-merged
# outcome: points


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    for part, size in sizes.items():
        if part in updates:
            down, up, alpha = updates[part]
            new[:, start : start + size] += alpha / len(down) * np.einsum("or,ri->io", up, down)
        start += size
    return new
