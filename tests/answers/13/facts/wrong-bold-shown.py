# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: but of which cause

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "shown"
gone = "refuted"
code = "too few"
