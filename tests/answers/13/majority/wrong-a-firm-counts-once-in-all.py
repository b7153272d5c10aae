# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: once for each thing

from collections import Counter


def majority(trained, asked):
    facts = {}
    for row in trained:
        if row[0] not in [firm for firm, _ in facts]:
            facts[row[0], row[1]] = row[3]
    hits = 0
    for row in asked:
        known = Counter(facts[one] for one in facts if one[1] == row[1]).most_common(1)
        hits += bool(known) and known[0][0] == row[3]
    return hits / len(asked)
