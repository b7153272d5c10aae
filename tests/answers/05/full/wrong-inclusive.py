# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: word AFTER the last


def full_spans(count, size, overlap):
    return [(s, s + size - 1) for s in [*range(0, count - size, size - overlap), count - size]]
