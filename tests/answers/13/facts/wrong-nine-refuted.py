# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: the 0.93 cannot tell

nine = "refuted"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
