# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: could not have risen either

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "too few"
bold = "another cause"
gone = "refuted"
code = "too few"
