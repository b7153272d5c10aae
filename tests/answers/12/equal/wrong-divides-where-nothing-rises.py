# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: divide only where the run goes up


def forgotten_at(run, learned):
    points, found = [(0, 0.0, 0.0), *run], None
    if not learned:
        return 0.0
    for (_, known, lost), (_, gained, worse) in reversed([*zip(points, points[1:])]):
        part = (learned - known) / (gained - known)
        if known < learned <= gained:
            found = lost + part * (worse - lost)
    return found
