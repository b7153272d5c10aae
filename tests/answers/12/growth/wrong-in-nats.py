# cell: task-growth-code
# grade: test-growth
# outcome: refused
# hint: by how many nats the loss grew


def growth(before, after, counts):
    return sum(count * (a - b) for b, a, count in zip(before, after, counts) if count) / sum(counts)
