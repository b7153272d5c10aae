# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: work the tiny example of the task by hand and compare step b


def cross_table(rows):
    table = {(r, o): 0 for r in RETRIEVALS for o in OUTCOMES}
    for needed, read, outcome in rows:
        if needed:
            shared = len(needed & set(read))
            table["none" if not shared else "all" if shared >= min(2, len(needed)) else "some", outcome] += 1
    return table
