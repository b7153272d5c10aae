# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: to what is it compared

nine = "same words"
more = "shown"
raw = "refuted"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
