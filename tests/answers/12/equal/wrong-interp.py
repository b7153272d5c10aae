# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: keep the order of the steps


def forgotten_at(run, learned):
    points = sorted([(0.0, 0.0), *((gained, worse) for _, gained, worse in run)])
    if learned > points[-1][0]:
        return None
    return np.interp(learned, [gained for gained, _ in points], [worse for _, worse in points])
