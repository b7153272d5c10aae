# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: 6 words have 5 pairs


def torn(spans, count, width):
    return sum(not any(a <= i and i + width <= b for a, b in spans) for i in range(1, count - width + 1))
