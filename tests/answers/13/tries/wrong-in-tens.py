# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: the FEWEST


def tries(risk, out):
    tried = 10
    while highest(out, tried) >= risk:
        tried += 10
    return tried
