# cell: task-curve-code
# grade: test-curve
# outcome: points

form = noise = voice = "refuted"
few, rival, prompt, later = "too close", "shown", "two differ", "not measured"
spend, pays = "labels for words", "750"
