# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: that is a step


def forgotten_at(run, learned):
    if not learned:
        return 0
    return next((step for step, gained, _ in run if gained >= learned), None)
