# cell: task-facts-code
# grade: test-facts
# outcome: refused
# hint: 0.93 stands above every floor

nine = "wrong floor"
more = "shown"
raw = "wrong floor"
back = "refuted"
calm = "no room"
bold = "another cause"
gone = "refuted"
code = "too few"
