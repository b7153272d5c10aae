# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: with its case and its spaces


def differs(one, other):
    found = {"questions": one.keys() != other.keys(), "instruction": False, "passages": False}
    for name in one.keys() & other.keys():
        a, b = parts_of(one[name]), parts_of(other[name])
        found["questions"] |= a["question"].strip() != b["question"].strip()
        found["instruction"] |= a["instruction"].strip() != b["instruction"].strip()
        found["passages"] |= a["passages"].strip() != b["passages"].strip()
    return [part for part in found if found[part]]


verdict = "the arms cannot be compared"
