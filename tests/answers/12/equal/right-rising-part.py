# cell: task-equal-code
# grade: test-equal
# outcome: points


def forgotten_at(run, learned):
    gained = np.array([0.0, *(one for _, one, _ in run)])
    worse = np.array([0.0, *(one for *_, one in run)])
    there = np.flatnonzero(gained >= learned)
    if not len(there):
        return None
    last = int(there[0])
    if last == 0 or gained[last] == learned:
        return worse[last]
    part = (learned - gained[last - 1]) / (gained[last] - gained[last - 1])
    return (1 - part) * worse[last - 1] + part * worse[last]
