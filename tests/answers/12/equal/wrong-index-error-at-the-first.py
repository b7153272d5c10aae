# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: no checkpoint before the first


def forgotten_at(run, learned):
    if not learned:
        return 0.0
    i = next((i for i, row in enumerate(run) if row[1] >= learned), None)
    if i is None:
        return None
    _, known, lost = [row for row in run[:i]][-1]
    _, gained, worse = run[i]
    return lost + (learned - known) / (gained - known) * (worse - lost)
