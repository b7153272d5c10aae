# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: capitals make no difference


def kinds(trained, asked):
    texts = {row[2] for row in trained}
    facts = {row[:2] for row in trained}
    firms = {row[0] for row in trained}
    return [
        "same words"
        if row[2] in texts
        else "new words"
        if row[:2] in facts
        else "new fact"
        if row[0] in firms
        else "new firm"
        for row in asked
    ]
