# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: neighbours share no word


def full_spans(count, size, overlap):
    return [(s, min(s + size, count)) for s in range(0, count, size)]
