# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: two parts begin with this word


def next_words(form, written):
    found = set()

    def go(part, rest):
        if part == len(form):
            if not rest:
                found.add("<end>")
            return
        times, choices = form[part]
        fits = False
        for choice in choices:
            own = choice.split()
            if rest[: len(own)] == own:
                fits = True
                go(part + 1, rest[len(own) :])
                if times == "some":
                    go(part, rest[len(own) :])
            elif own[: len(rest)] == rest:
                fits = fits or bool(rest)
                found.add(own[len(rest)])
        if times == "maybe" and not fits:
            go(part + 1, rest)

    go(0, written)
    return sorted(found)
