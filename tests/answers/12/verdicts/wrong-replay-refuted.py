# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: on which side of 0 does it lie
# free: passes

adapter = "unequal"
equal = "too close"
replay = "refuted"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "shown"
