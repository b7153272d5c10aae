# cell: task-majority-code
# grade: test-majority
# outcome: refused
# hint: return one number, not a dict

from collections import Counter


def majority(trained, asked):
    facts = {(row[0], row[1]): row[3] for row in trained}
    return {
        about: Counter(facts[one] for one in facts if one[1] == about).most_common(1)[0][0]
        for about in {row[1] for row in trained}
    }
