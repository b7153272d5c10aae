# cell: task-table-code
# grade: test-table
# outcome: points

from collections import defaultdict


def cross_table(rows):
    table = defaultdict(int, {(r, o): 0 for o in OUTCOMES for r in RETRIEVALS})
    for needed, read, outcome in rows:
        if len(needed):
            kind = "all" if needed.issubset(read) else "none" if needed.isdisjoint(read) else "some"
            table[kind, outcome] += 1
    return table
