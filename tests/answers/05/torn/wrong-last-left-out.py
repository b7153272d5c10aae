# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: last stretch


def torn(spans, count, width):
    return sum(not any(a <= i and i + width <= b for a, b in spans) for i in range(count - width))
