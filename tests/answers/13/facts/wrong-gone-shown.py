# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: and do the log-odds stand

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "shown"
code = "too few"
