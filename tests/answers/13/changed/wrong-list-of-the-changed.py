# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: return a dictionary, not a list


def really_changed(edits, log):
    found = []
    for fact, (firm, old, new) in edits.items():
        words = [row for row in log if row[0] == fact and row[1] != "reverse"]
        back = [row for row in log if row[0] == fact and row[1] == "reverse"]
        held = any(same(row[2], old) for row in words)
        if held and all(same(row[3], new) for row in words) and not any(same(row[3], firm) for row in back):
            found.append(fact)
    return found
