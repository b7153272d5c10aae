# cell: task-star-code
# grade: test-star
# outcome: refused
# hint: can it be as high as

rate = "shown"
rank = "two differ"
layers = "too close"
memory = "refuted"
full = "at the edge"
promise = "picked"
ten = "picked"
