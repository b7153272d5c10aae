# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: compare whole names


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    texts = {plain(row[2]) for row in trained}
    return [
        "same words"
        if plain(row[2]) in texts
        else "new words"
        if any(row[0] in other[0] and row[1] == other[1] for other in trained)
        else "new fact"
        if any(row[0] in other[0] for other in trained)
        else "new firm"
        for row in asked
    ]
