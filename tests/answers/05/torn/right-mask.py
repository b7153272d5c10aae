# cell: task-torn-code
# grade: test-torn
# outcome: points


def torn(spans, count, width):
    whole = np.zeros(count - width + 1, dtype=bool)
    for a, b in spans:
        whole[a : max(a, b - width + 1)] = True
    return int((~whole).sum())
