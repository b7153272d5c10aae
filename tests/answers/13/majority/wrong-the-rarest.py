# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: that names the rarest answer


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    hits = 0
    for row in asked:
        answers = [facts[one] for one in facts if one[1] == row[1]]
        hits += bool(answers) and min(answers, key=answers.count) == row[3]
    return hits / len(asked)
