# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: is just what is asked
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "unequal"
