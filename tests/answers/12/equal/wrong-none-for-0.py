# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: 0 is learned before the first step


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    if not learned:
        return None
    for _, gained, worse in run:
        if gained >= learned:
            return lost + (learned - known) / (gained - known) * (worse - lost)
        known, lost = gained, worse
    return None
