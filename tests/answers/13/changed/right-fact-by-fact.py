# cell: task-changed-code
# grade: test-changed
# outcome: points


def really_changed(edits, log):
    found = {}
    for fact, (firm, old, new) in edits.items():
        rows = [row for row in log if row[0] == fact]
        words = [row for row in rows if row[1] != "reverse"]
        back = [row for row in rows if row[1] == "reverse"]
        if not any(same(before, old) for _, _, before, _ in words):
            continue
        hits = [same(after, new) for _, _, _, after in words]
        if all(hits) and not any(same(after, firm) for _, _, _, after in back):
            found[fact] = "changed"
        elif any(hits):
            found[fact] = "in part"
        else:
            found[fact] = "not"
    return found
