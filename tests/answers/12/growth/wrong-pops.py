# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: your function changed what it was given


def growth(before, after, counts):
    more = total = 0
    while counts:
        b, a, count = before.pop(), after.pop(), counts.pop()
        if count:
            more, total = more + count * (a - b), total + count
    return np.exp(more / total)
