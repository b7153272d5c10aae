# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: that is half-way between


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    if not learned:
        return lost
    for _, gained, worse in run:
        if gained >= learned:
            return worse if gained == learned else (lost + worse) / 2
        known, lost = gained, worse
    return None
