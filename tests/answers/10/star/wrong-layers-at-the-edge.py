# cell: task-star-code
# grade: test-star
# outcome: refused
# hint: read the line below the table

rate = "shown"
rank = "two differ"
layers = "at the edge"
memory = "refuted"
full = "at the edge"
promise = "picked"
ten = "shown"
