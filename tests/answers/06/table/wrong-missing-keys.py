# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: all nine keys must be there


def cross_table(rows):
    table = {}
    for needed, read, outcome in rows:
        if needed:
            key = ("all" if needed <= set(read) else "some" if needed & set(read) else "none", outcome)
            table[key] = table.get(key, 0) + 1
    return table
