# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: does its interval hold 0

nine = "same words"
more = "too few"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
