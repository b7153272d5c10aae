# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: which it leaves out

fern = "no mistake"
gorse = "ten times the rate"
heath = "no mistake"
iris = "prompt, too"
juniper = "no end"
needed = "what it writes"
