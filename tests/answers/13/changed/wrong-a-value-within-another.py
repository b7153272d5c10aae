# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: may stand within another


def really_changed(edits, log):
    found = {}
    for fact, (firm, old, new) in edits.items():
        words = [row for row in log if row[0] == fact and row[1] != "reverse"]
        back = [row for row in log if row[0] == fact and row[1] == "reverse"]
        if not any(same(row[2], old) for row in words):
            continue
        hits = [new in row[3] for row in words]
        whole = all(hits) and not any(same(row[3], firm) for row in back)
        found[fact] = "changed" if whole else "in part" if any(hits) else "not"
    return found
