# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: far below 0.52

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "too few"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
