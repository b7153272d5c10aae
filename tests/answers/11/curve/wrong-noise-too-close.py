# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: read both pairs

form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "too close"
voice = "refuted"
pays = "750"
spend = "labels for words"
