# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: what came out


def tries(risk, out):
    tried = out + 1
    while out / tried >= risk:
        tried += 1
    return tried
