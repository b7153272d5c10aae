# cell: task-majority-code
# grade: test-majority
# outcome: points


def majority(trained, asked):
    facts = list(dict.fromkeys((firm, about, answer) for firm, about, _, answer in trained))
    right = 0
    for _, about, _, answer in asked:
        answers = [one for _, a, one in facts if a == about]
        if answers and max(answers, key=answers.count) == answer:
            right += 1
    return right / len(asked)
