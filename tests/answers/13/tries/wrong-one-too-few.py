# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: one too few


def tries(risk, out):
    tried = out + 1
    while highest(out, tried) >= risk:
        tried += 1
    return tried - 1
