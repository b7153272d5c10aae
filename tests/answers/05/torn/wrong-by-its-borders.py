# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: count each once


def torn(spans, count, width):
    gaps = [s[0] - r[1] + width - 1 for r, s in zip(spans, spans[1:])]
    return sum(gaps) + (count - spans[-1][1] if spans else count - width + 1)
