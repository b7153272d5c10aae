# cell: task-equal-code
# grade: test-equal
# outcome: points

from fractions import Fraction


def forgotten_at(run, learned):
    learned, known, lost = Fraction(learned), Fraction(0), Fraction(0)
    if learned == 0:
        return 0.0
    for _, gained, worse in run:
        gained, worse = Fraction(gained), Fraction(worse)
        if gained >= learned:
            return float(lost + (learned - known) / (gained - known) * (worse - lost))
        known, lost = gained, worse
    return None
