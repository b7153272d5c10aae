# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: within a line begins no passage


def differs(one, other):
    def parts(prompt):
        rest, _, question = prompt.rpartition("\n\nQuestion: ")
        start, _, passages = rest.partition("[1] ")
        return {"instruction": start.rstrip(), "passages": passages, "question": question}

    a, b = parts(one), parts(other)
    return [n for n in a if a[n] != b[n]]


verdict = "the arms cannot be compared"
