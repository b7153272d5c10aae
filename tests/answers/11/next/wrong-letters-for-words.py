# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: compare words, not letters


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
            if choice.startswith(rest) and choice != rest:
                found.add(choice[len(rest) :].split()[0])
            elif rest == choice or rest.startswith(choice + " "):
                go(part + 1, rest[len(choice) + 1 :])
                if times == "some":
                    go(part, rest[len(choice) + 1 :])

    go(0, " ".join(written))
    return sorted(found)
