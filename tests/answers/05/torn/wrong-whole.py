# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: that do stand in a window


def torn(spans, count, width):
    return sum(any(a <= i and i + width <= b for a, b in spans) for i in range(count - width + 1))
