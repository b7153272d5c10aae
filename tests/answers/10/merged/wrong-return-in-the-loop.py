# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: that is one update alone


def merged(weight, sizes, updates):
    for part, (down, up, alpha) in updates.items():
        start = sum(size for other, size in sizes.items() if list(sizes).index(other) < list(sizes).index(part))
        new = weight.copy()
        new[:, start : start + sizes[part]] += alpha / len(down) * (up @ down).T
    return new
