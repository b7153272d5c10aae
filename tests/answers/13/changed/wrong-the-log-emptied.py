# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: your function changed what it was given


def really_changed(edits, log):
    rows, found = {}, {}
    while log:
        row = log.pop()
        rows.setdefault(row[0], []).append(row)
    for fact, mine in rows.items():
        firm, old, new = edits[fact]
        words = [row for row in mine if row[1] != "reverse"]
        if any(same(row[2], old) for row in words):
            hits = [same(row[3], new) for row in words]
            named = any(same(row[3], firm) for row in mine if row[1] == "reverse")
            found[fact] = "not" if not any(hits) else "changed" if all(hits) and not named else "in part"
    return found
