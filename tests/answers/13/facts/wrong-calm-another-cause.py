# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: How much more could it be

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "another cause"
bold = "another cause"
gone = "refuted"
code = "too few"
