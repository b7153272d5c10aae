# cell: task-full-code
# grade: test-full
# outcome: points


def full_spans(count, size, overlap):
    spans, start = [], 0
    while start + size < count:
        spans.append([start, start + size])
        start += size - overlap
    if count:
        spans.append([max(count - size, 0), count])
    return spans
