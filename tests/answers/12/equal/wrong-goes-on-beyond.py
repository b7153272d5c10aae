# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: the run never learns so much


def forgotten_at(run, learned):
    points = [(0, 0.0, 0.0), *run]
    if not learned:
        return 0.0
    for (_, known, lost), (_, gained, worse) in zip(points, points[1:]):
        if gained >= learned:
            return lost + (learned - known) / (gained - known) * (worse - lost)
    if len(points) == 1:
        return None
    (_, known, lost), (_, gained, worse) = points[-2:]
    return lost + (learned - known) / (gained - known) * (worse - lost) if gained != known else worse
