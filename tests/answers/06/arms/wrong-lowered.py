# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: with its case and its spaces


def differs(one, other):
    found = {"questions": one.keys() != other.keys(), "instruction": False, "passages": False}
    for name in one.keys() & other.keys():
        a, b = (
            parts_of(one[name].lower().replace("question", "Question")),
            parts_of(other[name].lower().replace("question", "Question")),
        )
        found["questions"] |= a["question"] != b["question"]
        found["instruction"] |= a["instruction"] != b["instruction"]
        found["passages"] |= a["passages"] != b["passages"]
    return [part for part in found if found[part]]


verdict = "the arms cannot be compared"
