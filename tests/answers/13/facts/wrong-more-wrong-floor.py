# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: compares two arms

nine = "same words"
more = "wrong floor"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
