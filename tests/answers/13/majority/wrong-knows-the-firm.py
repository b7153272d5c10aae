# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: knows nothing of the firm

from collections import Counter


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    hits = 0
    for row in asked:
        known = Counter(facts[one] for one in facts if one[1] == row[1]).most_common(1)
        guess = facts.get((row[0], row[1]), known[0][0] if known else None)
        hits += guess == row[3]
    return hits / len(asked)
