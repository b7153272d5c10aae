# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: what was trained of no firm gets no answer

from collections import Counter


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    hits = 0
    for row in asked:
        hits += Counter(facts[one] for one in facts if one[1] == row[1]).most_common(1)[0][0] == row[3]
    return hits / len(asked)
