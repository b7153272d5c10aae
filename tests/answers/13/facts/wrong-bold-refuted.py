# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: Is their part shown

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "refuted"
gone = "refuted"
code = "too few"
