# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: a window stands twice


def full_spans(count, size, overlap):
    starts = [max(min(start, count - size), 0) for start in range(0, count, size - overlap)]
    return [(start, min(start + size, count)) for start in starts]
