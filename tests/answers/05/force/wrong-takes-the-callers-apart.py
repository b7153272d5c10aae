# cell: task-force-code
# grade: test-force
# outcome: refused
# hint: your function changed what it was given: work on a copy


def in_force(versions, day):
    best = None
    while versions:
        name, effective, withdrawn = versions.pop()
        if effective <= day and (withdrawn is None or day < withdrawn) and (best is None or effective > best[0]):
            best = (effective, name)
    return best and best[1]
