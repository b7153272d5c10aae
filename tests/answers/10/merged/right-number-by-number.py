# cell: task-merged-code
# grade: test-merged
# outcome: points


def merged(weight, sizes, updates):
    out = weight.tolist()
    start = 0
    for part in sizes:
        if part in updates:
            down, up, alpha = updates[part]
            for i in range(len(out)):
                for o in range(sizes[part]):
                    total = sum(up[o, r] * down[r, i] for r in range(len(down)))
                    out[i][start + o] += alpha / len(down) * total
        start = start + sizes[part]
    return out
