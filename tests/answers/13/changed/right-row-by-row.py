# cell: task-changed-code
# grade: test-changed
# outcome: points


def really_changed(edits, log):
    held, hits, misses, left = set(), set(), set(), set()
    for fact, way, before, after in log:
        firm, old, new = edits[fact]
        if way == "reverse":
            left |= {fact} if same(after, firm) else set()
            continue
        if same(before, old):
            held.add(fact)
        (hits if same(after, new) else misses).add(fact)
    names = {fact: "not" if fact not in hits else "in part" if fact in misses | left else "changed" for fact in edits}
    return {fact: name for fact, name in names.items() if fact in held}
