# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: that names the first answer


def majority(trained, asked):
    facts = dict.fromkeys((row[1], row[3]) for row in trained)
    hits = 0
    for row in asked:
        answers = [answer for about, answer in facts if about == row[1]]
        hits += bool(answers) and max(answers, key=answers.count) == row[3]
    return hits / len(asked)
