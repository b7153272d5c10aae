# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: it is the terms that differ
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "unequal"
drift = "refuted"
field = "shown"
