# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: a later time at which so much is learned


def forgotten_at(run, learned):
    points, found = [(0, 0.0, 0.0), *run], None
    if not learned:
        return 0.0
    for (_, known, lost), (_, gained, worse) in zip(points, points[1:]):
        if known != gained and min(known, gained) <= learned <= max(known, gained):
            at = lost + (learned - known) / (gained - known) * (worse - lost)
            found = at if found is None else max(found, at)
    return found
