# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: no word -1


def full_spans(count, size, overlap):
    return [(s, min(s + size, count)) for s in [*range(0, count - size, size - overlap), count - size]]
