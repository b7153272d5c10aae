# cell: task-runs-code
# grade: test-runs
# outcome: refused
# hint: what there looks wrong

fern = "one place off"
gorse = "ten times the rate"
heath = "no mistake"
iris = "prompt, too"
juniper = "no end"
needed = "training loss"
