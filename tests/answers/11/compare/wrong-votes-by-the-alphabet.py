# cell: task-compare-code
# grade: test-compare
# outcome: refused
# hint: stands first in what is left


def compare(train, test):
    seen = [text.lower().split() for text, _ in test]
    train = [pair for pair in train if pair[0].lower().split() not in seen]
    categories = [category for _, category in train]
    common = Counter(categories).most_common(1)[0][0]
    right, asked = Counter(), Counter()
    for text, category in test:
        words = set(text.lower().split())
        shared = [len(words & set(one.lower().split())) for one, _ in train]
        said = {"constant": common, "nearest": train[shared.index(max(shared))][1], "votes": common}
        if max(shared) > 0:
            votes = Counter()
            for (_, own), count in zip(train, shared):
                votes[own] += count
            said["votes"] = max(sorted(votes), key=votes.get)
        for arm, one in said.items():
            right[arm] += one == category
            asked[arm] += 1
    return {arm: right[arm] / asked[arm] for arm in ("constant", "nearest", "votes")}
