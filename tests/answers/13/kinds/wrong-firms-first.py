# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: look at its words first


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    texts = {plain(row[2]) for row in trained}
    facts = {row[:2] for row in trained}
    firms = {row[0] for row in trained}
    return [
        "new fact"
        if row[0] in firms
        else "new words"
        if row[:2] in facts
        else "same words"
        if plain(row[2]) in texts
        else "new firm"
        for row in asked
    ]
