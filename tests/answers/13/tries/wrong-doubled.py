# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: the FEWEST


def tries(risk, out):
    tried = out + 1
    while highest(out, tried) >= risk:
        tried *= 2
    return tried
