# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: rows of one fact need not stand together

from itertools import groupby


def really_changed(edits, log):
    found = {}
    for fact, rows in groupby(log, key=lambda row: row[0]):
        firm, old, new = edits[fact]
        rows = list(rows)
        words = [row for row in rows if row[1] != "reverse"]
        back = [row for row in rows if row[1] == "reverse"]
        if not any(same(row[2], old) for row in words):
            continue
        hits = [same(row[3], new) for row in words]
        whole = all(hits) and not any(same(row[3], firm) for row in back)
        found[fact] = "changed" if whole else "in part" if any(hits) else "not"
    return found
