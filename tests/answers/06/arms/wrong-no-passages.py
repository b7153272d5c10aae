# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: a prompt need not have passages


def differs(one, other):
    def parts(prompt):
        start, rest = prompt.split("\n\n[1] ")
        passages, question = rest.split("Question: ")
        return {"instruction": start, "passages": passages, "question": question}

    a, b = parts(one), parts(other)
    return [n for n in a if a[n] != b[n]]


verdict = "the arms cannot be compared"
