# cell: task-merged-code
# grade: test-merged
# outcome: refused
# hint: puts every update at the left


def merged(weight, sizes, updates):
    new = weight.copy()
    for part, (down, up, alpha) in updates.items():
        new[:, : sizes[part]] += alpha / len(down) * (up @ down).T
    return new
