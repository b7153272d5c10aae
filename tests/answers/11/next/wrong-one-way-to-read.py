# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: two parts begin with this word


def next_words(form, written):
    rest, places = list(written), [(0, False)]
    while True:
        part, used = places[-1]
        if part == len(form):
            return [] if rest else ["<end>"]
        times, choices = form[part]
        fitting = [own for own in map(str.split, choices) if rest[: len(own)] == own]
        longer = [own for own in map(str.split, choices) if own[: len(rest)] == rest and len(own) > len(rest)]
        if used and times != "some":
            fitting = longer = []
        if longer and rest or (not rest and not used and times == "one"):
            first = {own[len(rest)] for own in longer}
            if fitting:
                first |= set(
                    next_words([("maybe", choices) if times == "some" else ("maybe", []), *form[part + 1 :]], [])
                )
            return sorted(first)
        if not rest:
            first = {own[0] for own in longer}
            if used or times == "maybe":
                first |= set(next_words(form[part + 1 :], []))
            return sorted(first)
        if fitting:
            rest = rest[len(max(fitting, key=len)) :]
            places.append((part, True))
        elif used or times == "maybe":
            places.append((part + 1, False))
        else:
            return []
