# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: only the first passage


def cross_table(rows):
    table = {(r, o): 0 for r in RETRIEVALS for o in OUTCOMES}
    for needed, read, outcome in rows:
        if needed:
            table["all" if needed <= set(read[:1]) else "some" if needed & set(read[:1]) else "none", outcome] += 1
    return table
