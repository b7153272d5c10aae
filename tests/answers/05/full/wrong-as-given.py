# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: words are lost at every border


def full_spans(count, size, overlap):
    return [(s, min(s + size, count)) for s in range(0, count, size + overlap)]
