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
            if other == firm:
                if plain(text) == plain(question):
                    kind = "same words"
                elif thing == about:
                    kind = "new words"
                else:
                    kind = "new fact"
                break
        found.append(kind)
    return found
