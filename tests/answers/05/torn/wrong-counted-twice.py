# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: count each once


def torn(spans, count, width):
    return count - width + 1 - sum(max(0, b - a - width + 1) for a, b in spans)
