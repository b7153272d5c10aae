# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: Could it be 0? Read its interval
# free: passes

adapter = "unequal"
equal = "shown"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "shown"
