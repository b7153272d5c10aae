# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: one question that differs is enough


def differs(one, other):
    found = {"questions": one.keys() != other.keys(), "instruction": False, "passages": False}
    for name in sorted(one.keys() & other.keys(), key=list(one).index):
        a, b = parts_of(one[name]), parts_of(other[name])
        found["questions"] |= a["question"] != b["question"]
        if list(one).index(name) == 0:
            found["instruction"] = found["passages"] = True
        found["instruction"] &= a["instruction"] != b["instruction"]
        found["passages"] &= a["passages"] != b["passages"]
    return [part for part in found if found[part]]


verdict = "the arms cannot be compared"
