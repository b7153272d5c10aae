# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: did hold before


def in_force(versions, day):
    h = [(e, n) for n, e, w in versions if e <= day and w is None]
    return max(h)[1] if h else None
