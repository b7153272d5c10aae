# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: each once, however many questions differ


def differs(one, other):
    found = ["questions"] if set(one) != set(other) else []
    for name in one:
        if name in other:
            a, b = parts_of(one[name]), parts_of(other[name])
            found += ["questions"] * (a["question"] != b["question"] and "questions" not in found)
            found += [part for part in ("instruction", "passages") if a[part] != b[part]]
    return found


verdict = "the arms cannot be compared"
