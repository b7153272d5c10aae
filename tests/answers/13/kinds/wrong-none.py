# cell: task-kinds-code
# grade: test-kinds
# outcome: refused
# hint: nothing came back


def kinds(trained, asked):
    found = []
    for firm, about, question, _ in asked:
        found.append("new firm")
