# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: a share lies between 0 and 1

from collections import Counter


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    hits = 0
    for row in asked:
        known = Counter(facts[one] for one in facts if one[1] == row[1]).most_common(1)
        hits += bool(known) and known[0][0] == row[3]
    return 100 * hits / len(asked)
