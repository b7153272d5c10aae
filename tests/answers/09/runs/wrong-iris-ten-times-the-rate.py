# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: leap from step to step

fern = "one place off"
gorse = "ten times the rate"
heath = "no mistake"
iris = "ten times the rate"
juniper = "no end"
needed = "what it writes"
