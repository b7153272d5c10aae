# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: one straight line for the whole run


def forgotten_at(run, learned):
    gained, worse = [0.0, *(one for _, one, _ in run)], [0.0, *(one for *_, one in run)]
    if learned > max(gained):
        return None
    return float(np.polyval(np.polyfit(gained, worse, 1), learned)) if run else 0.0
