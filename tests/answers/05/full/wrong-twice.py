# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: a window stands twice


def full_spans(count, size, overlap):
    return [(s, min(s + size, count)) for s in [*range(0, count - size + 1, size - overlap), count - size]]
