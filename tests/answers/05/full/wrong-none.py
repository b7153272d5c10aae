# cell: task-full-code
# grade: test-full
# outcome: refused
# hint: nothing came back


def full_spans(count, size, overlap):
    print(count)
