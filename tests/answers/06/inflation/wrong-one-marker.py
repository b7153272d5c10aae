# cell: task-inflation-code
# grade: test-inflation
# outcome: refused
# hint: is the marker that was passed


def inflation(rows, marker):
    kind = [any(holds(s, v) for v in a) for s, a in rows]
    strict = [any(holds(s, v) for v in a) for s, a in rows]
    return 0
