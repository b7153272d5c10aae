# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: have the two learned differently much
# free: passes

adapter = "unequal"
equal = "too close"
replay = "unequal"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "shown"
