# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: silence or a constant
# free: passes

adapter = "floor"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "shown"
