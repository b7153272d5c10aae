# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: arithmetic with None


def forgotten_at(run, learned):
    known = lost = None
    if not learned:
        return 0.0
    for _, gained, worse in run:
        if gained >= learned:
            return lost + (learned - known) / (gained - known) * (worse - lost)
        known, lost = gained, worse
    return None
