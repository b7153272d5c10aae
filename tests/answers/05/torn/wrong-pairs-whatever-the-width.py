# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: `width` counts too: stretches of three words here


def torn(spans, count, width):
    return sum(not any(a <= i and i + 2 <= b for a, b in spans) for i in range(count - width + 1))
