# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: nothing came back


def differs(one, other):
    found = [part for part in ("questions", "instruction", "passages") if one != other]


verdict = "the arms cannot be compared"
