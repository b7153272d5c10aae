# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: by its second part


def really_changed(edits, log):
    found = {}
    for fact, (firm, old, new) in edits.items():
        rows = [row for row in log if row[0] == fact]
        if len(rows) < 2:
            continue
        *words, back = rows
        if not any(same(row[2], old) for row in words):
            continue
        hits = [same(row[3], new) for row in words]
        named = same(back[3], firm)
        found[fact] = "not" if not any(hits) else "changed" if all(hits) and not named else "in part"
    return found
