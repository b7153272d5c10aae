# cell: task-star-code
# grade: test-star
# outcome: points

rate = "shown"
rank = "two differ"
layers = "too close"
memory = "refuted"
full = "at the edge"
promise = "picked"
ten = "shown"
