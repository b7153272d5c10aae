# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: an older one still holds


def in_force(versions, day):
    begun = [v for v in versions if v[1] <= day]
    name, _, w = max(begun, key=lambda v: v[1], default=(None, None, None))
    return name if w is None or day < w else None
