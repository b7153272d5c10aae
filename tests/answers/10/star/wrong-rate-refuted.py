# cell: task-star-code
# grade: test-star
# outcome: refused
# hint: do their intervals touch

rate = "refuted"
rank = "two differ"
layers = "too close"
memory = "refuted"
full = "at the edge"
promise = "picked"
ten = "shown"
