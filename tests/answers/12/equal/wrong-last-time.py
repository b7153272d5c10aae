# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: a later time at which so much is learned


def forgotten_at(run, learned):
    points = [(0, 0.0, 0.0), *run]
    if not learned:
        return 0.0
    for (_, known, lost), (_, gained, worse) in reversed([*zip(points, points[1:])]):
        if known < learned <= gained:
            return lost + (learned - known) / (gained - known) * (worse - lost)
    return None
