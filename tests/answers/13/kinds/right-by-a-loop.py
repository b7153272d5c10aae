# cell: task-kinds-code
# grade: test-kinds
# outcome: points


def kinds(trained, asked):
    def plain(text):
        return " ".join(text.lower().split()).rstrip("?!. ")

    found = []
    for firm, about, question, _ in asked:
        kind = "new firm"
        for other, thing, text, _ in trained:
            if plain(text) == plain(question):
                kind = "same words"
                break
            if other == firm:
                kind = "new words" if thing == about or kind == "new words" else "new fact"
        found.append(kind)
    return found
