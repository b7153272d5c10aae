# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: return None, not a str


def in_force(versions, day):
    held = [(e, n) for n, e, w in versions if e <= day and (w is None or day < w)]
    return max(held)[1] if held else ""
