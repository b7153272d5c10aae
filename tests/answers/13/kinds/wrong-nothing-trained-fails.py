# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: with nothing trained, every firm is new


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    firms, abouts, questions, _ = zip(*trained)
    texts = {plain(one) for one in questions}
    facts = set(zip(firms, abouts))
    return [
        "same words"
        if plain(row[2]) in texts
        else "new words"
        if row[:2] in facts
        else "new fact"
        if row[0] in firms
        else "new firm"
        for row in asked
    ]
