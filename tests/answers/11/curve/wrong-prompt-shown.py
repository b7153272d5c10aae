# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: who was asked which complaints

form = "refuted"
few = "too close"
rival = "shown"
prompt = "shown"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "750"
spend = "labels for words"
