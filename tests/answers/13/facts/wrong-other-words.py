# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: copy one of the options

nine = "same words"
more = "shown"
raw = "wrong floors"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
