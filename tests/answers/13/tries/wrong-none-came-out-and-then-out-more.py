# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: as if none came out


def tries(risk, out):
    tried = 1
    while highest(0, tried) >= risk:
        tried += 1
    return tried + out
