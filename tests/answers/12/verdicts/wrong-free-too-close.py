# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: Read the column of steps
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "too close"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "shown"
