# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: a window ends before the word `end`


def torn(spans, count, width):
    return sum(not any(a <= i and i + width - 1 <= b for a, b in spans) for i in range(count - width + 1))
