# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: go from checkpoint to checkpoint, not from the worst so far


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    if not learned:
        return lost
    for place, (_, gained, worse) in enumerate(run):
        if gained >= learned:
            return lost + (learned - known) / (gained - known) * (worse - lost)
        known, lost = gained, max(one for *_, one in run[: place + 1])
    return None
