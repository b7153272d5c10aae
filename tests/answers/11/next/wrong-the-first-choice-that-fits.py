# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: may also be the beginning of a longer one


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
                if rest:
                    break
            elif own[: len(rest)] == rest:
                found.add(own[len(rest)])

    go(0, written)
    return sorted(found)
