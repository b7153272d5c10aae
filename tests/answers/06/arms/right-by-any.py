# cell: task-arms-code
# grade: test-arms
# outcome: points


def differs(one, other):
    pairs = [(parts_of(one[name]), parts_of(other[name])) for name in one if name in other]
    differ = lambda part: any(a[part] != b[part] for a, b in pairs)
    found = ["questions"] if set(one) != set(other) or differ("question") else []
    return found + [part for part in ("instruction", "passages") if differ(part)]


verdict = "the arms cannot be compared"
