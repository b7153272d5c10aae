# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: read the first of the pairs

form = "refuted"
few = "shown"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "750"
spend = "labels for words"
