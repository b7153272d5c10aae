# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: look at its losses

fern = "one place off"
gorse = "ten times the rate"
heath = "one place off"
iris = "prompt, too"
juniper = "no end"
needed = "what it writes"
