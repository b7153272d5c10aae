# cell: task-table-code
# grade: test-table
# outcome: points

from collections import Counter


def cross_table(rows):
    found = Counter(
        ("all" if needed <= set(read) else "some" if needed & set(read) else "none", outcome)
        for needed, read, outcome in rows
        if needed
    )
    return {(r, o): found[r, o] for r in RETRIEVALS for o in OUTCOMES}
