# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: that is as given


def really_changed(edits, log):
    found = {}
    for fact, way, before, after in log:
        firm, old, new = edits[fact]
        if way == "reverse":
            continue
        found[fact] = "changed" if new in after else "not"
    return found
