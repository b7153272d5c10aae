# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: every item of asked counts

from collections import Counter


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    hits = []
    for row in asked:
        known = Counter(facts[one] for one in facts if one[1] == row[1]).most_common(1)
        if row[0] in {other[0] for other in trained}:
            hits.append(bool(known) and known[0][0] == row[3])
    return sum(hits) / len(hits) if hits else 0
