# cell: task-tries-code
# grade: test-tries
# outcome: refused by hidden tests


def tries(risk, out):
    for tried in range(out + 1, 1001):
        if highest(out, tried) < risk:
            return tried
