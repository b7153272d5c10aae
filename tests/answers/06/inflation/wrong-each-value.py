# cell: task-inflation-code
# grade: test-inflation
# outcome: refused
# hint: each accepted value counts for itself


def inflation(rows, marker):
    kind = [sum(marker(s, v) for v in a) for s, a in rows]
    strict = [sum(holds(s, v) for v in a) for s, a in rows]
    return (sum(kind) - sum(strict)) / len(rows)
