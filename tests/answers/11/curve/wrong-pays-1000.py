# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: 300 are paid for

form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "1,000"
spend = "labels for words"
