# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: every item counts alike

from collections import Counter


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    shares = []
    for about in {row[1] for row in asked}:
        known = Counter(facts[one] for one in facts if one[1] == about).most_common(1)
        hits = [bool(known) and row[3] == known[0][0] for row in asked if row[1] == about]
        shares.append(sum(hits) / len(hits))
    return sum(shares) / len(shares)
