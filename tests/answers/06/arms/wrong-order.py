# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: in the order questions, instruction, passages


def differs(one, other):
    found = {"questions": one.keys() != other.keys(), "instruction": False, "passages": False}
    for name in one.keys() & other.keys():
        a, b = parts_of(one[name]), parts_of(other[name])
        found["questions"] |= a["question"] != b["question"]
        found["instruction"] |= a["instruction"] != b["instruction"]
        found["passages"] |= a["passages"] != b["passages"]
    return [part for part in ("instruction", "passages", "questions") if found[part]]


verdict = "the arms cannot be compared"
