# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: learned may fall below 0, too


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    if not learned:
        return lost
    for _, gained, worse in run:
        gained = max(0.0, gained)
        if gained >= learned:
            return lost + (learned - known) / (gained - known) * (worse - lost)
        known, lost = gained, worse
    return None
