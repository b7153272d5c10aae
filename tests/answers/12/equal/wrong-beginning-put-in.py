# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: your function changed what it was given


def forgotten_at(run, learned):
    run.insert(0, (0, 0.0, 0.0))
    if not learned:
        return 0.0
    for (_, known, lost), (_, gained, worse) in zip(run, run[1:]):
        if known < learned <= gained:
            return lost + (learned - known) / (gained - known) * (worse - lost)
    return None
