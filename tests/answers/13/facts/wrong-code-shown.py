# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: of how many codes is this

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "shown"
