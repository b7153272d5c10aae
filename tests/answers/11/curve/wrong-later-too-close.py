# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: the largest number of labels

form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "too close"
noise = "refuted"
voice = "refuted"
pays = "750"
spend = "labels for words"
