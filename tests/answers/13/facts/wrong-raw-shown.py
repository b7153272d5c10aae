# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: what does the commonest value get

nine = "same words"
more = "shown"
raw = "shown"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
