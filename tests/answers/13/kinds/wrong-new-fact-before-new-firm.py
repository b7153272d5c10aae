# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: nothing about this firm was trained


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    texts = {plain(row[2]) for row in trained}
    facts = {row[:2] for row in trained}
    return [
        "same words" if plain(row[2]) in texts else "new words" if row[:2] in facts else "new fact" for row in asked
    ]
