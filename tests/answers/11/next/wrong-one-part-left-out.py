# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: both parts that are left may be left out


def next_words(form, written):
    found = set()

    def go(part, rest, left_out=False):
        if part >= len(form):
            if not rest and not left_out:
                found.add("<end>")
            return
        times, choices = form[part]
        if times == "maybe" and not left_out:
            go(part + 1, rest, True)
            if part + 1 == len(form) and not rest:
                found.add("<end>")
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
