# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: the way leads from each checkpoint to the next, down and up


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    if not learned:
        return lost
    for _, gained, worse in run:
        if gained >= learned:
            return lost + (learned - known) / (gained - known) * (worse - lost)
        known, lost = max(known, gained), worse
    return None
