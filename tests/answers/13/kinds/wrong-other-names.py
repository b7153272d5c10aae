# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: copy the four words


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    texts = {plain(row[2]) for row in trained}
    facts = {row[:2] for row in trained}
    firms = {row[0] for row in trained}
    return [
        "same_words"
        if plain(row[2]) in texts
        else "new_words"
        if row[:2] in facts
        else "new_fact"
        if row[0] in firms
        else "new_firm"
        for row in asked
    ]
