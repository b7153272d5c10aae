# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: no interval of A minus B is given
# free: passes

adapter = "too close"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "shown"
