# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: are they far apart

fern = "one place off"
gorse = "ten times the rate"
heath = "no mistake"
iris = "no mistake"
juniper = "no end"
needed = "what it writes"
