# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: each question with itself


def differs(one, other):
    pairs = [(parts_of(a), parts_of(b)) for a, b in zip(one.values(), other.values())]
    differ = lambda part: any(a[part] != b[part] for a, b in pairs)
    found = ["questions"] if set(one) != set(other) or differ("question") else []
    return found + [part for part in ("instruction", "passages") if differ(part)]


verdict = "the arms cannot be compared"
