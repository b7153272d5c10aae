# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: first + width <= end


def torn(spans, count, width):
    return sum(not any(a <= i and i + width < b for a, b in spans) for i in range(count - width + 1))
