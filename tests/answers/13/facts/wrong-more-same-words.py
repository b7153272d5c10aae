# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: neither stood in training

nine = "same words"
more = "same words"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
