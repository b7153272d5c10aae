# cell: task-full-code
# grade: test-full
# outcome: points


def full_spans(count, size, overlap):
    starts, start = set(), 0
    while count and start < count - size:
        starts.add(start)
        start += size - overlap
    if count:
        starts.add(max(count - size, 0))
    return [[s, min(s + size, count)] for s in sorted(starts)]
