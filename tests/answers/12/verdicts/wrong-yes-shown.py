# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: says 'yes' to everything
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "shown"
terms = "too close"
drift = "refuted"
field = "shown"
