# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: your function changed what it was given


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    texts = {plain(row[2]) for row in trained}
    facts = {row[:2] for row in trained}
    firms = {row[0] for row in trained}
    found = []
    while asked:
        row = asked.pop(0)
        found.append(
            "same words"
            if plain(row[2]) in texts
            else "new words"
            if row[:2] in facts
            else "new fact"
            if row[0] in firms
            else "new firm"
        )
    return found
