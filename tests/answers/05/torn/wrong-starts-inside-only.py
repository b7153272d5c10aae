# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: a stretch may begin and end where its window does: start <=


def torn(spans, count, width):
    return sum(not any(a < i and i + width <= b for a, b in spans) for i in range(count - width + 1))
