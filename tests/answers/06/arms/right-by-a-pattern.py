# cell: task-arms-code
# grade: test-arms
# outcome: points


def differs(one, other):
    shape = re.compile(r"(.*?)(\n\n\[1\] .*)?\n\nQuestion: ((?:(?!\n\nQuestion: ).)*)", re.DOTALL)
    names = ["instruction", "passages", "question"]
    first, second = (shape.fullmatch(prompt).groups() for prompt in (one, other))
    return [name for name, a, b in zip(names, first, second) if a != b]


verdict = "the arms cannot be compared"
