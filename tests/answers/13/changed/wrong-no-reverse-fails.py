# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: without a reverse question


def really_changed(edits, log):
    found = {}
    for fact, (firm, old, new) in edits.items():
        words = [row for row in log if row[0] == fact and row[1] != "reverse"]
        back = [row for row in log if row[0] == fact and row[1] == "reverse"]
        if not any(same(row[2], old) for row in words):
            continue
        hits = [same(row[3], new) for row in words]
        named = same(back[0][3], firm)
        found[fact] = "not" if not any(hits) else "changed" if all(hits) and not named else "in part"
    return found
