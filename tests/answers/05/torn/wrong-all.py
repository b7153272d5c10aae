# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: one window is enough


def torn(spans, count, width):
    return sum(not all(a <= i and i + width <= b for a, b in spans) for i in range(count - width + 1))
