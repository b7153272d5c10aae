# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: word 10 is in no window


def full_spans(count, size, overlap):
    return [(s, min(s + size, count)) for s in range(0, count - size + 1, size - overlap)]
