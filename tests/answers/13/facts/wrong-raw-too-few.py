# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: which floor of its column is the highest

nine = "same words"
more = "shown"
raw = "too few"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
