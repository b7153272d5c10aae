# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: look at where its lines end

fern = "one place off"
gorse = "ten times the rate"
heath = "no mistake"
iris = "prompt, too"
juniper = "one place off"
needed = "what it writes"
