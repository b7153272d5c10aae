# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: import it after you have written it once yourself


def torn(spans, count, width):
    from course_lib.passages import fixed_spans

    fixed_spans(9, 3, 1)
    return sum(not any(a <= i and i + width <= b for a, b in spans) for i in range(count - width + 1))
