# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: every wording


def really_changed(edits, log):
    found = {}
    for fact, (firm, old, new) in edits.items():
        words = [row for row in log if row[0] == fact and row[1] != "reverse"]
        back = [row for row in log if row[0] == fact and row[1] == "reverse"]
        if not any(same(row[2], old) for row in words):
            continue
        hit = any(same(row[3], new) for row in words)
        named = any(same(row[3], firm) for row in back)
        found[fact] = "in part" if hit and named else "changed" if hit else "not"
    return found
