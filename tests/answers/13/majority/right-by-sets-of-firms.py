# cell: task-majority-code
# grade: test-majority
# outcome: points


def majority(trained, asked):
    firms = {}
    for firm, about, _, answer in trained:
        firms.setdefault(about, {}).setdefault(answer, set()).add(firm)
    best = {about: max(answers, key=lambda one: len(answers[one])) for about, answers in firms.items()}
    return np.mean([about in best and best[about] == answer for _, about, _, answer in asked])
