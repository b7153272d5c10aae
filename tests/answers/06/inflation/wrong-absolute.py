# cell: task-inflation-code
# grade: test-inflation
# outcome: refused
# hint: it may be below 0


def inflation(rows, marker):
    kind = [any(marker(s, v) for v in a) for s, a in rows]
    strict = [any(holds(s, v) for v in a) for s, a in rows]
    return abs(sum(kind) - sum(strict)) / len(rows)
