# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: an abstention is not 'wrong'


def cross_table(rows):
    table = {(r, o): 0 for r in RETRIEVALS for o in OUTCOMES}
    for needed, read, outcome in rows:
        if needed:
            table[
                "all" if needed <= set(read) else "some" if needed & set(read) else "none",
                "wrong" if outcome == "abstained" else outcome,
            ] += 1
    return table
