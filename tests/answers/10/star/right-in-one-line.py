# cell: task-star-code
# grade: test-star
# outcome: points

rate = ten = "shown"
rank, layers, memory, full, promise = "two differ", "too close", "refuted", "at the edge", "picked"
