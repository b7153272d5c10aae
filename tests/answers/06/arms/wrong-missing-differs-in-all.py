# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: compare the parts of the ids that stand in both arms


def differs(one, other):
    found = {"questions": one.keys() != other.keys(), "instruction": False, "passages": False}
    for name in one.keys() | other.keys():
        a, b = parts_of(one.get(name, "")), parts_of(other.get(name, ""))
        found["questions"] |= a["question"] != b["question"]
        found["instruction"] |= a["instruction"] != b["instruction"]
        found["passages"] |= a["passages"] != b["passages"]
    return [part for part in found if found[part]]


verdict = "the arms cannot be compared"
