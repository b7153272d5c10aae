# cell: task-star-code
# grade: test-star
# outcome: refused
# hint: compare alpha / rank

rate = "shown"
rank = "shown"
layers = "too close"
memory = "refuted"
full = "at the edge"
promise = "picked"
ten = "shown"
