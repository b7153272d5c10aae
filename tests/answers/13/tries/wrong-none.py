# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: nothing came back


def tries(risk, out):
    tried = out + 1
    while highest(out, tried) >= risk:
        tried += 1
