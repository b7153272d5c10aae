# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: not into letters


def next_words(form, written):
    found = set()

    def go(part, rest):
        if part == len(form):
            found.update([] if rest else ["<end>"])
            return
        times, choices = form[part]
        if times == "maybe":
            go(part + 1, rest)
        for own in map(list, choices):
            if rest[: len(own)] == own:
                go(part + 1, rest[len(own) :])
                if times == "some":
                    go(part, rest[len(own) :])
            elif own[: len(rest)] == rest:
                found.add(own[len(rest)])

    go(0, written)
    return sorted(found)
