# cell: task-star-code
# grade: test-star
# outcome: refused
# hint: read the column for memory

rate = "shown"
rank = "two differ"
layers = "too close"
memory = "shown"
full = "at the edge"
promise = "picked"
ten = "shown"
