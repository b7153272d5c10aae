# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: compare whole names


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    texts = {plain(row[2]) for row in trained}
    facts = {row[:2] for row in trained}
    return [
        "same words"
        if plain(row[2]) in texts
        else "new words"
        if row[:2] in facts
        else "new fact"
        if any(row[0] in other[2] for other in trained)
        else "new firm"
        for row in asked
    ]
