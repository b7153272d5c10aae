# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: what does its number have to be compared with
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "unequal"
terms = "too close"
drift = "refuted"
field = "shown"
