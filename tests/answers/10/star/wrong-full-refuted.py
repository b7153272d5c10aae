# cell: task-star-code
# grade: test-star
# outcome: refused
# hint: which of the three rates is the lowest

rate = "shown"
rank = "two differ"
layers = "too close"
memory = "refuted"
full = "refuted"
promise = "picked"
ten = "shown"
