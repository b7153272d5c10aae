# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: there is a line for the other end

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "wrong floor"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
