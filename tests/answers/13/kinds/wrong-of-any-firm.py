# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: never trained of this firm


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    texts = {plain(row[2]) for row in trained}
    about = {row[1] for row in trained}
    firms = {row[0] for row in trained}
    return [
        "same words"
        if plain(row[2]) in texts
        else "new firm"
        if row[0] not in firms
        else "new words"
        if row[1] in about
        else "new fact"
        for row in asked
    ]
