# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: two minutes, not one

form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "1,500"
spend = "labels for words"
