# cell: task-tries-code
# grade: test-tries
# outcome: refused
# hint: search on


def tries(risk, out):
    for tried in range(out + 1, 101):
        if highest(out, tried) < risk:
            return tried
