# cell: task-runs-code
# grade: test-runs
# outcome: points

print(FIVE["iris"][0][-1], FIVE["iris"][1])
fern = "one place off"
gorse = "ten times the rate"
heath = "no mistake"
iris = "prompt, too"
juniper = "no end"
needed = "what it writes"
