# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: at the end of a question make no difference


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split())
    texts = {plain(row[2]) for row in trained}
    facts = {row[:2] for row in trained}
    firms = {row[0] for row in trained}
    return [
        "same words"
        if plain(row[2]) in texts
        else "new words"
        if row[:2] in facts
        else "new fact"
        if row[0] in firms
        else "new firm"
        for row in asked
    ]
