# cell: task-equal-code
# grade: test-equal
# outcome: points


def forgotten_at(run, learned):
    points = [(0, 0, 0), *run]
    if not learned:
        return 0
    for (_, a, lost), (_, b, worse) in zip(points, points[1:]):
        if a < learned <= b:
            return np.interp(learned, [a, b], [lost, worse])
    return None
