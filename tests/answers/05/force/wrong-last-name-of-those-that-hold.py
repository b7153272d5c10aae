# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: the latest day counts


def in_force(versions, day):
    h = [n for n, e, w in versions if e <= day and (w is None or day < w)]
    return max(h) if h else None
