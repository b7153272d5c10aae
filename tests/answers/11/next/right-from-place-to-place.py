# cell: task-next-code
# grade: test-next
# outcome: points


def next_words(form, written):
    def settled(places):
        """Add the places to which a line can go on without a word."""
        places = set(places)
        for part in range(len(form)):
            if (part, True) in places or ((part, False) in places and form[part][0] == "maybe"):
                places.add((part + 1, False))
        return places

    after, found = {0: settled({(0, False)})}, set()
    for count in range(len(written) + 1):
        for part, used in settled(after.get(count, set())):
            if part == len(form):
                if count == len(written):
                    found.add("<end>")
                continue
            times, choices = form[part]
            if used and times != "some":
                continue
            for choice in choices:
                own = choice.split()
                here = written[count : count + len(own)]
                if here == own:
                    after.setdefault(count + len(own), set()).add((part, True))
                elif here == own[: len(here)] and count + len(here) == len(written):
                    found.add(own[len(here)])
    return sorted(found)
