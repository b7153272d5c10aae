# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: an empty run learns nothing


def forgotten_at(run, learned):
    gained = [one for _, one, _ in run]
    if learned > max(gained):
        return None
    known, lost = 0.0, 0.0
    if not learned:
        return lost
    for _, gained, worse in run:
        if gained >= learned:
            return lost + (learned - known) / (gained - known) * (worse - lost)
        known, lost = gained, worse
    return None
