# cell: task-verdicts-code
# grade: test-verdicts
# outcome: points

adapter, equal, replay, free, yes, terms, drift, field = (
    "unequal",
    "too close",
    "shown",
    "refuted",
    "floor",
    "too close",
    "refuted",
    "shown",
)
