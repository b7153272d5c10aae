# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: no weight moved
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "unequal"
field = "shown"
