# cell: task-torn-code
# grade: test-torn
# outcome: points


def torn(spans, count, width):
    return np.array(sum(not any(a <= i <= b - width for a, b in spans) for i in range(count - width + 1)))
