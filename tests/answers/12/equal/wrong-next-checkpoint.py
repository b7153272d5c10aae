# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: between two neighbours both go straight


def forgotten_at(run, learned):
    if not learned:
        return 0.0
    return next((worse for _, gained, worse in run if gained >= learned), None)
