# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: read their pair

form = "refuted"
few = "too close"
rival = "two differ"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "750"
spend = "labels for words"
