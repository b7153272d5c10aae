# cell: task-inflation-code
# grade: test-inflation
# outcome: refused
# hint: not always kind_marker


def inflation(rows, marker):
    kind = [any(kind_marker(s, v) for v in a) for s, a in rows]
    strict = [any(holds(s, v) for v in a) for s, a in rows]
    return (sum(kind) - sum(strict)) / len(rows)
