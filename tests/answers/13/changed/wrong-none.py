# cell: task-changed-code
# grade: test-changed
# outcome: refused
# hint: nothing came back


def really_changed(edits, log):
    found = {}
    for fact, way, before, after in log:
        if same(after, edits[fact][2]):
            found[fact] = "changed"
