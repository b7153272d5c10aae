# cell: task-majority-code
# grade: test-majority
# outcome: points

from collections import Counter


def majority(trained, asked):
    facts = {(firm, about): answer for firm, about, _, answer in trained}
    guess = {}
    for _, about in facts:
        guess[about] = Counter(answer for (_, a), answer in facts.items() if a == about).most_common(1)[0][0]
    return sum(guess.get(about) == answer for _, about, _, answer in asked) / len(asked)
