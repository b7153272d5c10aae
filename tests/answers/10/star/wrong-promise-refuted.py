# cell: task-star-code
# grade: test-star
# outcome: refused
# hint: how was run C chosen

rate = "shown"
rank = "two differ"
layers = "too close"
memory = "refuted"
full = "at the edge"
promise = "refuted"
ten = "shown"
