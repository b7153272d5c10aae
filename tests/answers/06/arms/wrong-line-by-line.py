# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: parts may hold empty lines


def differs(one, other):
    def parts(prompt):
        start, passages, *_, question = prompt.split("\n\n")
        return {"instruction": start, "passages": passages, "question": question}

    a, b = parts(one), parts(other)
    return [n for n in a if a[n] != b[n]]


verdict = "the arms cannot be compared"
