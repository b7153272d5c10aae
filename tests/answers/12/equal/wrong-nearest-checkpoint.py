# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: between two neighbours both go straight


def forgotten_at(run, learned):
    if not learned:
        return 0.0
    if max((gained for _, gained, _ in run), default=0) < learned:
        return None
    return min(run, key=lambda row: abs(row[1] - learned))[2]
