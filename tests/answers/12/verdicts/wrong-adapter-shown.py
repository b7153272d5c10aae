# cell: task-verdicts-code
# grade: test-verdicts
# outcome: refused
# hint: Read the column of tickets, too
# free: passes

adapter = "shown"
equal = "too close"
replay = "shown"
free = "refuted"
yes = "floor"
terms = "too close"
drift = "refuted"
field = "shown"
