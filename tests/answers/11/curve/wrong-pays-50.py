# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: how many MORE are right

form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "50"
spend = "labels for words"
