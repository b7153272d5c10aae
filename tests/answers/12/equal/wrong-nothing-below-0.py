# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: forgotten may be below 0


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    if not learned:
        return lost
    for _, gained, worse in run:
        worse = max(0.0, worse)
        if gained >= learned:
            return lost + (learned - known) / (gained - known) * (worse - lost)
        known, lost = gained, worse
    return None
