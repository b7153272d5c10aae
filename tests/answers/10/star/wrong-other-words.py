# cell: task-star-code
# grade: test-star
# outcome: refused
# hint: copy one of the options

rate = "shown"
rank = "two things differ"
layers = "too close"
memory = "refuted"
full = "at the edge"
promise = "picked"
ten = "shown"
