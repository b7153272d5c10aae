# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: return a list, not a str


def kinds(trained, asked):
    plain = lambda text: " ".join(text.lower().split()).rstrip("?!. ")
    for row in asked:
        if plain(row[2]) in [plain(other[2]) for other in trained]:
            return "same words"
        if row[:2] in [other[:2] for other in trained]:
            return "new words"
        if row[0] in [other[0] for other in trained]:
            return "new fact"
        return "new firm"
