# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: takes what came out first


def tries(risk, out):
    tried = out + 1
    while highest(tried, out) >= risk:
        tried += 1
    return tried
