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
        whole = all(same(row[3], new) for row in words) and not any(same(row[3], firm) for row in back)
        still = all(same(row[3], old) for row in words)
        found[fact] = "changed" if whole else "not" if still else "in part"
    return found
