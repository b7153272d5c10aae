# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: not in force yet


def in_force(versions, day):
    h = [(e, n) for n, e, w in versions if True]
    return max(h)[1] if h else None
