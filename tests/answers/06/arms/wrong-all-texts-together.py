# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: each question with itself


def differs(one, other):
    texts = lambda arm, part: {parts_of(arm[name])[part] for name in arm if name in one and name in other}
    differ = lambda part: texts(one, part) != texts(other, part)
    found = ["questions"] if set(one) != set(other) or differ("question") else []
    return found + [part for part in ("instruction", "passages") if differ(part)]


verdict = "the arms cannot be compared"
