# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: return how many tries


def tries(risk, out):
    tried = out + 1
    while highest(out, tried) >= risk:
        tried += 1
    return highest(out, tried)
