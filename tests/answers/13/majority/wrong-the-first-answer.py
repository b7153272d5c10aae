# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: that names the first answer


def majority(trained, asked):
    facts = {}
    for row in trained:
        facts.setdefault(row[1], row[3])
    return sum(facts.get(row[1]) == row[3] for row in asked) / len(asked)
