# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: raw text holds no question

nine = "same words"
more = "shown"
raw = "same words"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
