# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: where would they stand

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "no room"
code = "too few"
