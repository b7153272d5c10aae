# cell: task-arms-code
# grade: test-arms
# outcome: points


def differs(one, other):
    def parts(prompt):
        at = prompt.rindex("\n\nQuestion: ")
        rest, question = prompt[:at], prompt[at:]
        cut = rest.find("\n\n[1] ")
        start, passages = (rest, "") if cut < 0 else (rest[:cut], rest[cut:])
        return {"instruction": start, "passages": passages, "question": question}

    a, b = parts(one), parts(other)
    return [n for n in a if a[n] != b[n]]


verdict = "the arms cannot be compared"
