# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: no words, no window


def full_spans(count, size, overlap):
    if count <= size:
        return [(0, count)]
    return [(s, s + size) for s in [*range(0, count - size, size - overlap), count - size]]
