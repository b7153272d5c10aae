# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: is no error: return []


def next_words(form, written):
    found = set()

    def go(part, rest):
        if part == len(form):
            if not rest:
                found.add("<end>")
            return
        times, choices = form[part]
        if times == "maybe":
            go(part + 1, rest)
        for choice in choices:
            own = choice.split()
            if rest[: len(own)] == own:
                go(part + 1, rest[len(own) :])
                if times == "some":
                    go(part, rest[len(own) :])
            elif own[: len(rest)] == rest:
                found.add(own[len(rest)])

    go(0, written)
    if not found:
        raise ValueError("no line begins so")
    return sorted(found)
