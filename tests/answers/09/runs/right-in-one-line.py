# cell: task-runs-code
# grade: test-runs
# outcome: points

fern, gorse, heath, iris, juniper = "one place off", "ten times the rate", "no mistake", "prompt, too", "no end"
needed = "what it writes"
