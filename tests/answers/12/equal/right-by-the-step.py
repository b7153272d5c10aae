# cell: task-equal-code
# grade: test-equal
# outcome: points


def forgotten_at(run, learned):
    steps, gained, worse = ([0, *(row[side] for row in run)] for side in (0, 1, 2))
    for i, one in enumerate(gained):
        if one >= learned:
            if i == 0:
                return 0.0
            step = np.interp(learned, gained[i - 1 : i + 1], steps[i - 1 : i + 1])
            return np.interp(step, steps[i - 1 : i + 1], worse[i - 1 : i + 1])
