# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: work the tiny example


def full_spans(count, size, overlap):
    if count <= size:
        return [(0, count)] if count else []
    starts = [*range(0, count - size, size - overlap), count - size]
    return [(s + 0.7, s + size + 0.3) for s in starts]
