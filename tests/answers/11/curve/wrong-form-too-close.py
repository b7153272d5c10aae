# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: how many of its lines are well-formed

form = "too close"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "750"
spend = "labels for words"
