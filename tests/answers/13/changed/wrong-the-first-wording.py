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
        first = same(words[0][3], new)
        named = any(same(row[3], firm) for row in back)
        found[fact] = "in part" if first and named else "changed" if first else "not"
    return found
