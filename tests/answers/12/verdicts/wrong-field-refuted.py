# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: does either half of the sentence fail
# free: passes

adapter = "unequal"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "refuted"
