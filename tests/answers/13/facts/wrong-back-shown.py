# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: never taught

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "shown"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
