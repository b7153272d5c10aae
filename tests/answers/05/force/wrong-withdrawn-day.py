# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: from its `withdrawn` day on


def in_force(versions, day):
    h = [(e, n) for n, e, w in versions if e <= day and (w is None or day <= w)]
    return max(h)[1] if h else None
