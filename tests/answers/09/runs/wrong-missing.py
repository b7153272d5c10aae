# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: copy one of the options

fern = "one place off"
gorse = "ten times the rate"
heath = None
iris = "prompt, too"
juniper = "no end"
needed = "what it writes"
