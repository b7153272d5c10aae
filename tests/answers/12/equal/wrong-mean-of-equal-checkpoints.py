# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: a later time at which so much is learned


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    if not learned:
        return lost
    equal = [worse for _, gained, worse in run if gained == learned]
    if len(equal) > 1:
        return sum(equal) / len(equal)
    for _, gained, worse in run:
        if gained >= learned:
            return lost + (learned - known) / (gained - known) * (worse - lost)
        known, lost = gained, worse
    return None
