# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: four fields

form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "3,000"
spend = "labels for words"
