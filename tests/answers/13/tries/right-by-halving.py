# cell: task-tries-code
# grade: test-tries
# outcome: points


def tries(risk, out):
    low, high = out, out + 1
    while highest(out, high) >= risk:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if highest(out, middle) < risk else (middle, high)
    return high
