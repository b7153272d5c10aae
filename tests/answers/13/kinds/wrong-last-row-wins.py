# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: go through ALL that was trained


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    found = []
    for firm, about, question, _ in asked:
        kind = "new firm"
        for other, thing, text, _ in trained:
            if plain(text) == plain(question):
                kind = "same words"
            elif (other, thing) == (firm, about):
                kind = "new words"
            elif other == firm:
                kind = "new fact"
        found.append(kind)
    return found
