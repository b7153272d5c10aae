# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: every item of asked counts

from collections import Counter


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    once = {(row[0], row[1]): row[3] for row in asked}
    hits = 0
    for (_, about), answer in once.items():
        known = Counter(facts[one] for one in facts if one[1] == about).most_common(1)
        hits += bool(known) and known[0][0] == answer
    return hits / len(once)
