# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: copy one of the options
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = None
field = "shown"
