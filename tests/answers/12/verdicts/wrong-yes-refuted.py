# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: What does half mean
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "refuted"
terms = "too close"
drift = "refuted"
field = "shown"
