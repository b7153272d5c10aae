# cell: task-next-code
# grade: test-next
# outcome: refused
# hint: can be left out


def next_words(form, written):
    begins, found = {0}, set()
    for _, choices in form + [("one", ["<end>"])]:
        ends = set()
        for begin in begins:
            rest = written[begin:]
            for choice in choices:
                own = choice.split()
                if rest[: len(own)] == own:
                    ends.add(begin + len(own))
                elif own[: len(rest)] == rest:
                    found.add(own[len(rest)])
        begins = ends
    return sorted(found)
