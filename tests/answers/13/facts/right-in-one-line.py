# cell: task-facts-code
# grade: test-facts
# outcome: points

nine, more, raw, back, calm, bold, gone, code = (
    "same words",
    "shown",
    "wrong floor",
    "refuted",
    "no room",
    "another cause",
    "refuted",
    "too few",
)
