# cell: task-equal-code
# grade: test-equal
# outcome: points

import sys


def forgotten_at(run, learned, known=0.0, lost=0.0):
    print("looking", file=sys.stderr)
    if learned == 0:
        return 0.0
    if not run:
        return None
    (_, gained, worse), *rest = run
    if gained < learned:
        return forgotten_at(rest, learned, gained, worse)
    return worse - (gained - learned) * (worse - lost) / (gained - known)
