# cell: task-arms-code
# grade: test-arms
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.rag import integrate


def differs(one, other):
    def parts(prompt):
        integrate
        rest, _, question = prompt.rpartition("\n\nQuestion: ")
        start, _, passages = rest.partition("\n\n[1] ")
        return {"instruction": start, "passages": passages, "question": question}

    a, b = parts(one), parts(other)
    return [n for n in a if a[n] != b[n]]


verdict = "the arms cannot be compared"
