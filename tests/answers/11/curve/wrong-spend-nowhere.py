# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: 20,000 tickets are to come

form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "750"
spend = "nowhere"
