# cell: task-next-code
# grade: test-next
# outcome: points


def next_words(form, written):
    """Write a part with some as one that must come, and as many that may as there are words."""
    flat = []
    for times, choices in form:
        splits = [choice.split() for choice in choices]
        flat.append((times == "maybe", splits))
        if times == "some":
            flat.extend([(True, splits)] * (len(written) + 1))
    flat.append((False, [["<end>"]]))
    begins, found = {0}, set()
    for skip, choices in flat:
        ends = set(begins) if skip else set()
        for place in begins:
            rest = list(written[place:])
            for own in choices:
                if rest[: len(own)] == own:
                    ends.add(place + len(own))
                elif own[: len(rest)] == rest:
                    found.add(own[len(rest)])
        begins = ends
    return sorted(found)
