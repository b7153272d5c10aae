# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: work the tiny example of the task by hand and compare step b


def in_force(versions, day):
    held = [(e, n) for n, e, w in versions if e.year <= day.year and (w is None or day < w)]
    return max(held)[1] if held else None
