# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: each thing asked about has a commonest answer of its own

from collections import Counter


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    guess = Counter(facts.values()).most_common(1)[0][0] if facts else None
    return sum(guess == row[3] for row in asked) / len(asked)
