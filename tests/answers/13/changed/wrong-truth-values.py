# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: copy the three words


def really_changed(edits, log):
    found = {}
    for fact, (firm, old, new) in edits.items():
        words = [row for row in log if row[0] == fact and row[1] != "reverse"]
        back = [row for row in log if row[0] == fact and row[1] == "reverse"]
        if any(same(row[2], old) for row in words):
            hits = [same(row[3], new) for row in words]
            found[fact] = all(hits) and not any(same(row[3], firm) for row in back)
    return found
