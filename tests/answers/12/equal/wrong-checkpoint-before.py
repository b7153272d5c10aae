# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: between two neighbours both go straight


def forgotten_at(run, learned):
    lost = 0.0
    if not learned:
        return lost
    for _, gained, worse in run:
        if gained > learned:
            return lost
        lost = worse
        if gained == learned:
            return lost
    return None
