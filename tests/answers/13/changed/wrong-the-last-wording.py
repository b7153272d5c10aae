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
        last = same(words[-1][3], new)
        named = any(same(row[3], firm) for row in back)
        found[fact] = "in part" if last and named else "changed" if last else "not"
    return found
