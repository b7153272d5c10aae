# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: what differs beside the passages
# free: passes


def differs(one, other):
    def parts(prompt):
        rest, _, question = prompt.rpartition("\n\nQuestion: ")
        start, _, passages = rest.partition("\n\n[1] ")
        return {"instruction": start, "passages": passages, "question": question}

    a, b = parts(one), parts(other)
    return [n for n in a if a[n] != b[n]]


verdict = "the search is better than perfect"
