# cell: task-arms-code
# grade: test-arms
# outcome: points


def cut(prompt):
    before, _, question = prompt.rpartition("Question: ")
    return *before.strip("\n").split("\n\n[1] "), *([] if "\n\n[1] " in before else [None]), question


def differs(one, other):
    both = [name for name in one if name in other]
    kinds = [len(both) < max(len(one), len(other)) or any(cut(one[n])[-1] != cut(other[n])[-1] for n in both)]
    kinds += [any(cut(one[n])[place] != cut(other[n])[place] for n in both) for place in (0, 1)]
    return tuple(name for name, kind in zip(("questions", "instruction", "passages"), kinds) if kind)


verdict = "the arms cannot be compared"
