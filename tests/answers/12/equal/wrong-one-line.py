# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: one straight line for the whole run


def forgotten_at(run, learned):
    if max((gained for _, gained, _ in run), default=0) < learned:
        return None
    return learned * run[-1][2] / run[-1][1] if run else 0.0
