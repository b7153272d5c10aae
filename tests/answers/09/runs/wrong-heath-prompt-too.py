# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: are they far apart

fern = "one place off"
gorse = "ten times the rate"
heath = "prompt, too"
iris = "prompt, too"
juniper = "no end"
needed = "what it writes"
