# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: Both were taught and asked alike

nine = "same words"
more = "another cause"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
