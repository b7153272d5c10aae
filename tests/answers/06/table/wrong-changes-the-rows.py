# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: changed what it was given


def cross_table(rows):
    table = {(r, o): 0 for r in RETRIEVALS for o in OUTCOMES}
    for needed, read, outcome in rows:
        if needed:
            n = len(needed)
            needed -= set(read)
            kind = "all" if not needed else "some" if len(needed) < n else "none"
            table[kind, outcome] += 1
    return table
