# cell: task-curve-code
# grade: test-curve
# outcome: points

print(CURVE.splitlines()[4])
form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "750"
spend = "labels for words"
