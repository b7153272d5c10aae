# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: your function changed what it was given: work on a copy


def torn(spans, count, width):
    spans.sort()
    return sum(not any(a <= i and i + width <= b for a, b in spans) for i in range(count - width + 1))
