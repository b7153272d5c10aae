# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: the window moves by size - overlap, whatever they are: by 2


def full_spans(count, size, overlap):
    if count <= size:
        return [(0, count)] if count else []
    starts = [*range(0, count - size, size - min(overlap, 1)), count - size]
    return [(s, s + size) for s in starts]
