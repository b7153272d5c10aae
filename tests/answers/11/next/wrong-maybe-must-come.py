# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: can be left out


def next_words(form, written):
    found = set()

    def go(part, rest):
        if part == len(form):
            if not rest:
                found.add("<end>")
            return
        times, choices = form[part]
        for choice in choices:
            own = choice.split()
            if rest[: len(own)] == own:
                go(part + 1, rest[len(own) :])
                if times == "some":
                    go(part, rest[len(own) :])
            elif own[: len(rest)] == rest:
                found.add(own[len(rest)])

    go(0, written)
    return sorted(found)
