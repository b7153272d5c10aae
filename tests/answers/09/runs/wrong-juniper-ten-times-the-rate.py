# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: compare where they end

fern = "one place off"
gorse = "ten times the rate"
heath = "no mistake"
iris = "prompt, too"
juniper = "ten times the rate"
needed = "what it writes"
