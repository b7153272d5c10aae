# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: those are all parts, not those that differ


def differs(one, other):
    found = {"questions": one.keys() != other.keys(), "instruction": False, "passages": False}
    for name in one.keys() & other.keys():
        a, b = parts_of(one[name]), parts_of(other[name])
        found["questions"] |= a["question"] != b["question"]
        found["instruction"] |= a["instruction"] != b["instruction"]
        found["passages"] |= a["passages"] != b["passages"]
    return [part for part in found if not found[part]]


verdict = "the arms cannot be compared"
