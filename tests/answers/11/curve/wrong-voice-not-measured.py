# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: of 100 texts that are not on brand

form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "not measured"
pays = "750"
spend = "labels for words"
