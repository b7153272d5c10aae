# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: what changed, if no weight did
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "shown"
field = "shown"
