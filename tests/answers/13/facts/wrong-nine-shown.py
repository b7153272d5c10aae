# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: look at what the new wording has

nine = "shown"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
