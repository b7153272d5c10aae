# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: go through ALL that was trained


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    text_of = {row[:2]: plain(row[2]) for row in trained}
    firms = {row[0] for row in trained}
    return [
        "same words"
        if text_of.get(row[:2]) == plain(row[2])
        else "new words"
        if row[:2] in text_of
        else "new fact"
        if row[0] in firms
        else "new firm"
        for row in asked
    ]
