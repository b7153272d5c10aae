# cell: task-curve-code
# grade: test-curve
# outcome: refused
# hint: give to the other arm

form = "refuted"
few = "too close"
rival = "shown"
prompt = "two differ"
later = "not measured"
noise = "refuted"
voice = "refuted"
pays = "750"
spend = "labels for LoRA"
