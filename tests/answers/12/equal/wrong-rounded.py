# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: not rounded


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    if not learned:
        return lost
    for _, gained, worse in run:
        if gained >= learned:
            return round(lost + (learned - known) / (gained - known) * (worse - lost), 2)
        known, lost = gained, worse
    return None
