# cell: task-merged-code
# grade: test-merged
# outcome: refused by hidden tests


def merged(weight, sizes, updates):
    new, start = weight.copy(), 0
    for part in ("queries", "keys", "values"):
        if part in updates:
            down, up, alpha = updates[part]
            new[:, start : start + sizes[part]] += alpha / len(down) * (up @ down).T
        start += sizes.get(part, 0)
    return new
