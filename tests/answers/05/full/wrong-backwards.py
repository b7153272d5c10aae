# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: count from the start of the text: the second window starts a


def full_spans(count, size, overlap):
    if count <= size:
        return [(0, count)] if count else []
    starts = sorted({max(0, s) for s in range(count - size, -size, overlap - size)})
    return [(s, s + size) for s in starts]
