# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: that names the last answer


def majority(trained, asked):
    facts = {row[1]: row[3] for row in trained}
    return sum(facts.get(row[1]) == row[3] for row in asked) / len(asked)
