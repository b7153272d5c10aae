# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: a version holds no more from its `withdrawn` day on


def in_force(versions, day):
    one = dt.timedelta(days=1)
    held = [(e, n) for n, e, w in versions if e <= day and (w is None or day < w + one)]
    return max(held)[1] if held else None
