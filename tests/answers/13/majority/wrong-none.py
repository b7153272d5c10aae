# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: nothing came back


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    len(facts) / len(asked)
