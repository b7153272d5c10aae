# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: other things about this firm were trained


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    texts = {plain(row[2]) for row in trained}
    facts = {row[:2] for row in trained}
    return [
        "same words" if plain(row[2]) in texts else "new words" if row[:2] in facts else "new firm" for row in asked
    ]
