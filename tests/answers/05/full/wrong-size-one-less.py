# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: word 10 is in no window: the last one starts at count - size


def full_spans(count, size, overlap):
    if count <= size:
        return [(0, count)] if count else []
    step = size - overlap
    starts = [i for i in range(0, count, step) if i + size < count] + [count - size]
    return [(s, s + size) for s in starts][: max(1, count // step)]
