# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: a firm counts once

from collections import Counter


def majority(trained, asked):
    guess = {}
    for about in {row[1] for row in trained}:
        guess[about] = Counter(row[3] for row in trained if row[1] == about).most_common(1)[0][0]
    return sum(guess.get(row[1]) == row[3] for row in asked) / len(asked)
