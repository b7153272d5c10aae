# cell: task-verdicts-code
# grade: test-verdicts
# outcome: points

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "shown"
