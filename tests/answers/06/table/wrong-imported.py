# cell: task-table-code
# grade: test-table
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.evidence.trial import sample


def cross_table(rows):
    table = {(r, o): 0 for r in RETRIEVALS for o in OUTCOMES}
    for needed, read, outcome in sample(rows, len(rows), 0):
        if needed:
            table["all" if needed <= set(read) else "some" if needed & set(read) else "none", outcome] += 1
    return table
