# cell: task-changed-code
# grade: test-changed
# outcome: points

from collections import Counter


def really_changed(edits, log):
    counts = {fact: Counter() for fact in edits}
    for fact, way, before, after in log:
        firm, old, new = edits[fact]
        count = counts[fact]
        if way == "reverse":
            count["named"] += same(after, firm)
        else:
            count["asked"] += 1
            count["held"] += same(before, old)
            count["new"] += same(after, new)
    result = {}
    for fact, count in counts.items():
        if count["held"]:
            whole = count["new"] == count["asked"] and not count["named"]
            result[fact] = "changed" if whole else "in part" if count["new"] else "not"
    return result
