# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: another wrong value


def really_changed(edits, log):
    found = {}
    for fact, (firm, old, new) in edits.items():
        words = [row for row in log if row[0] == fact and row[1] != "reverse"]
        back = [row for row in log if row[0] == fact and row[1] == "reverse"]
        if not any(same(row[2], old) for row in words):
            continue
        gone = [not same(row[3], old) for row in words]
        whole = all(gone) and not any(same(row[3], firm) for row in back)
        found[fact] = "changed" if whole else "in part" if any(gone) else "not"
    return found
