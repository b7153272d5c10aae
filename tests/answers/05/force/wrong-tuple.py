# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: return a str


def in_force(versions, day):
    h = [(e, n) for n, e, w in versions if e <= day and (w is None or day < w)]
    return max(h) if h else None
