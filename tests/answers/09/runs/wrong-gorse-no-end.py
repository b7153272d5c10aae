# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: look at its losses

fern = "one place off"
gorse = "no end"
heath = "no mistake"
iris = "prompt, too"
juniper = "no end"
needed = "what it writes"
