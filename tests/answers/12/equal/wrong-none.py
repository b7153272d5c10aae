# cell: task-equal-code
# grade: test-equal
# outcome: refused
# hint: the run does learn so much


def forgotten_at(run, learned):
    known, lost = 0.0, 0.0
    for _, gained, worse in run:
        if gained >= learned > known:
            print(lost + (learned - known) / (gained - known) * (worse - lost))
        known, lost = gained, worse
