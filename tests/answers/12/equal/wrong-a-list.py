# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: return one number


def forgotten_at(run, learned):
    known, lost, found = 0.0, 0.0, []
    if not learned:
        return lost
    for _, gained, worse in run:
        if known < learned <= gained:
            found.append(lost + (learned - known) / (gained - known) * (worse - lost))
        known, lost = gained, worse
    return found or None
