# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: a run begins at 0 learned and 0 forgotten


def forgotten_at(run, learned):
    if not learned:
        return 0.0
    for (_, known, lost), (_, gained, worse) in zip(run, run[1:]):
        if known < learned <= gained:
            return lost + (learned - known) / (gained - known) * (worse - lost)
    return run[0][2] if run and run[0][1] == learned else None
