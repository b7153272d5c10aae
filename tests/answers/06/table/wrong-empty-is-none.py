# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: it was not missed


def cross_table(rows):
    table = {(r, o): 0 for r in RETRIEVALS for o in OUTCOMES}
    for needed, read, outcome in rows:
        if True:
            table["none" if not needed & set(read) else "all" if needed <= set(read) else "some", outcome] += 1
    return table
