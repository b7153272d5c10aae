# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: which words stood in training

nine = "another cause"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
