# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: taught as long, but nothing new

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "too few"
gone = "refuted"
code = "too few"
