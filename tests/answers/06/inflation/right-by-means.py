# cell: task-inflation-code
# grade: test-inflation
# outcome: points


def inflation(rows, marker):
    kind = [any(marker(s, v) for v in a) for s, a in rows]
    strict = [any(holds(s, v) for v in a) for s, a in rows]
    return np.mean(kind) - np.mean(strict)
