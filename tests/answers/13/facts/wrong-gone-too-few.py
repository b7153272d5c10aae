# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: far above that of other firms

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "too few"
code = "too few"
