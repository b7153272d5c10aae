# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: work the tiny example of the task by hand and compare step b


def cross_table(rows):
    table = {(r, o): 0 for r in RETRIEVALS for o in OUTCOMES}
    for needed, read, outcome in rows:
        if needed:
            found = sum(any(one in other for other in read) for one in needed)
            table["all" if found == len(needed) else "some" if found else "none", outcome] += 1
    return table
