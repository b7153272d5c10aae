# cell: task-facts-code
# grade: test-facts
# outcome: points

print(FACTS.splitlines()[3])
nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
