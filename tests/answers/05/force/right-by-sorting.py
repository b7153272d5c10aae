# cell: task-force-code
# grade: test-force
# outcome: points


def in_force(versions, day):
    name = None
    for n, e, w in sorted(versions, key=lambda v: v[1]):
        if e <= day and not (w and w <= day):
            name = n
    return name
