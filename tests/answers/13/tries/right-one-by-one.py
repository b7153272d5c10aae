# cell: task-tries-code
# grade: test-tries
# outcome: points


def tries(risk, out):
    tried = out + 1
    while highest(out, tried) >= risk:
        tried += 1
    return tried
