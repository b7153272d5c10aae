# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: one question that differs is enough


def differs(one, other):
    told = parts_of(next(iter(other.values())))["instruction"]
    both = [(parts_of(one[name]), parts_of(other[name])) for name in one if name in other]
    asked = one.keys() != other.keys() or any(a["question"] != b["question"] for a, b in both)
    ways = [asked, any(a["instruction"] != told for a, _ in both), any(a["passages"] != b["passages"] for a, b in both)]
    return [name for name, way in zip(("questions", "instruction", "passages"), ways) if way]


verdict = "the arms cannot be compared"
