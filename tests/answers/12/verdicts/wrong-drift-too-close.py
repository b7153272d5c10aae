# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: which interval is that of the difference
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "too close"
field = "shown"
