# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: read the column of steps
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "shown"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "shown"
