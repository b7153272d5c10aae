# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: is its interval wholly below
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "refuted"
drift = "refuted"
field = "shown"
