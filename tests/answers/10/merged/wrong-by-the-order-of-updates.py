# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: the columns go by the order of `sizes`


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    for part, (down, up, alpha) in updates.items():
        new[:, start : start + sizes[part]] += alpha / len(down) * (up @ down).T
        start += sizes[part]
    return new
