# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: copy one of the options

nine = "same words"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = None
gone = "refuted"
code = "too few"
