# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: what is left when that is taken off
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "shown"
drift = "refuted"
field = "shown"
