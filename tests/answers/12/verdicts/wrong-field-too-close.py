# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: is that close
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "too close"
