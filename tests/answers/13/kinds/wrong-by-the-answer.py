# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: never trained of this firm


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    texts = {plain(row[2]) for row in trained}
    answers = {row[3] for row in trained}
    firms = {row[0] for row in trained}
    return [
        "same words"
        if plain(row[2]) in texts
        else "new words"
        if row[3] in answers
        else "new fact"
        if row[0] in firms
        else "new firm"
        for row in asked
    ]
