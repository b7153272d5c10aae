# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: a choice of the same part may follow


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
            elif own[: len(rest)] == rest:
                found.add(own[len(rest)])

    go(0, written)
    return sorted(found)
