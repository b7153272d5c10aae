# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: that is how common the commonest

from collections import Counter


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    hits = 0
    for about in {row[1] for row in trained}:
        hits += Counter(facts[one] for one in facts if one[1] == about).most_common(1)[0][1]
    return hits / len(facts) if facts else 0
