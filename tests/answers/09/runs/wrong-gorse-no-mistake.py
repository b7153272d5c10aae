# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: leap from step to step

fern = "one place off"
gorse = "no mistake"
heath = "no mistake"
iris = "prompt, too"
juniper = "no end"
needed = "what it writes"
