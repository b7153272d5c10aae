# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: that is a step


def forgotten_at(run, learned):
    known, before = 0.0, 0
    if not learned:
        return 0
    for step, gained, _ in run:
        if gained >= learned:
            return before + (learned - known) / (gained - known) * (step - before)
        known, before = gained, step
    return None
