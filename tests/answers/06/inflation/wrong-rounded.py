# cell: task-inflation-code
# grade: test-inflation
# outcome: refused
# hint: return the number as it is, not rounded


def inflation(rows, marker):
    kind = [any(marker(s, v) for v in a) for s, a in rows]
    strict = [any(holds(s, v) for v in a) for s, a in rows]
    return round((sum(kind) - sum(strict)) / len(rows), 3)
