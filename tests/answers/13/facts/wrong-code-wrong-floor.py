# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: what is one try

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "wrong floor"
