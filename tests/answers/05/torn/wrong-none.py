# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: nothing came back


def torn(spans, count, width):
    print(spans)
