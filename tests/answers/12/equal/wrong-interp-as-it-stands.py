# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: a later time at which so much is learned


def forgotten_at(run, learned):
    gained = [0.0, *(one for _, one, _ in run)]
    if learned > max(gained):
        return None
    return np.interp(learned, gained, [0.0, *(worse for *_, worse in run)])
