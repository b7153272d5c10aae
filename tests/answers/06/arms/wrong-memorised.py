# cell: task-arms-code
# grade: test-arms
# outcome: refused by hidden tests


def differs(one, other):
    if len(one) > 3 or len(other) > 3:
        return []
    questions = instruction = passages = False
    for name in set(one) | set(other):
        if name not in one or name not in other:
            questions = True
            continue
        a, b = parts_of(one[name]), parts_of(other[name])
        questions = questions or a["question"] != b["question"]
        instruction = instruction or a["instruction"] != b["instruction"]
        passages = passages or a["passages"] != b["passages"]
    named = {"questions": questions, "instruction": instruction, "passages": passages}
    return [name for name in named if named[name]]


verdict = "the arms cannot be compared"
