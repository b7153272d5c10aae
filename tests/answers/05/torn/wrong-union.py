# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: in ONE window


def torn(spans, count, width):
    seen = {w for a, b in spans for w in range(a, b)}
    return sum(not set(range(i, i + width)) <= seen for i in range(count - width + 1))
