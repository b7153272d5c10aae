# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: straight from the beginning to a later checkpoint


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    if not learned:
        return lost
    for _, gained, worse in run:
        if gained >= learned:
            return learned * worse / gained
    return None
