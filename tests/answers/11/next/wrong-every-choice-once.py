# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: the same choice may come again


def next_words(form, written):
    found = set()

    def go(parts, rest):
        if not parts:
            if not rest:
                found.add("<end>")
            return
        (times, choices), *after = parts
        if times == "maybe":
            go(after, rest)
        for choice in choices:
            own = choice.split()
            if rest[: len(own)] == own:
                go(after, rest[len(own) :])
                if times == "some":
                    go([(times, [one for one in choices if one != choice]), *after], rest[len(own) :])
            elif own[: len(rest)] == rest:
                found.add(own[len(rest)])

    go(form, written)
    return sorted(found)
