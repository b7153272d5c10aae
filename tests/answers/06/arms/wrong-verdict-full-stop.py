# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: copy one of the options
# free: passes


def differs(one, other):
    def parts(prompt):
        rest, _, question = prompt.rpartition("\n\nQuestion: ")
        start, _, passages = rest.partition("\n\n[1] ")
        return {"instruction": start, "passages": passages, "question": question}

    a, b = parts(one), parts(other)
    return [n for n in a if a[n] != b[n]]


verdict = "the arms cannot be compared."
