# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: the one that comes first in training


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    guess = {}
    for about in {row[1] for row in trained}:
        answers = [facts[one] for one in facts if one[1] == about]
        guess[about] = max((answers.count(one), one) for one in answers)[1]
    return sum(guess.get(row[1]) == row[3] for row in asked) / len(asked)
