# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: let it start earlier


def full_spans(count, size, overlap):
    return [(s, min(s + size, count)) for s in range(0, max(count - overlap, min(count, 1)), size - overlap)]
