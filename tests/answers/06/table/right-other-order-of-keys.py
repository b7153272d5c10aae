# cell: task-table-code
# grade: test-table
# outcome: points


def cross_table(rows):
    table = {(r, o): 0 for o in OUTCOMES for r in RETRIEVALS}
    for needed, read, outcome in rows:
        if needed:
            table["all" if needed <= set(read) else "some" if needed & set(read) else "none", outcome] += 1
    return table
