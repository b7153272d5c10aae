# cell: task-next-code
# grade: test-next
# outcome: points


def begin(form, part):
    """Return what may be read from the beginning of a part on: the words left of a choice, and the part behind it."""
    if part == len(form):
        return {("<end>",): {None}}
    times, choices = form[part]
    states = {}
    for choice in choices:
        states.setdefault(tuple(choice.split()), set()).add(part)
    if times == "maybe":
        for words, parts in begin(form, part + 1).items():
            states.setdefault(words, set()).update(parts)
    return states


def behind(form, part):
    states = {words: set(parts) for words, parts in begin(form, part + 1).items()}
    if form[part][0] == "some":
        for choice in form[part][1]:
            states.setdefault(tuple(choice.split()), set()).add(part)
    return states


def next_words(form, written):
    states = begin(form, 0)
    for word in written:
        new = {}
        for words, parts in states.items():
            if words[0] != word:
                continue
            for part in parts:
                if len(words) > 1:
                    new.setdefault(words[1:], set()).add(part)
                elif part is not None:
                    for more, where in behind(form, part).items():
                        new.setdefault(more, set()).update(where)
        states = new
    return sorted({words[0] for words in states})
