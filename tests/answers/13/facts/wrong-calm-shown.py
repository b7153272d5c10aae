# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: more than every one there is not

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "shown"
bold = "another cause"
gone = "refuted"
code = "too few"
