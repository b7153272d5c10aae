# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: an id read twice is one passage


def cross_table(rows):
    table = {(r, o): 0 for r in RETRIEVALS for o in OUTCOMES}
    for needed, read, outcome in rows:
        if needed:
            table[
                "all"
                if sum(i in needed for i in read) >= len(needed)
                else "some"
                if sum(i in needed for i in read)
                else "none",
                outcome,
            ] += 1
    return table
