# cell: task-torn-code
# grade: test-torn
# outcome: points


def torn(spans, count, width):
    parts = [set(range(a, b)) for a, b in spans]
    whole = [i for i in range(count - width + 1) if any(set(range(i, i + width)) <= p for p in parts)]
    return np.int64(count - width + 1 - len(whole))
