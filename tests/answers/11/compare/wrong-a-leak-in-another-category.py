# cell: task-compare-code
# grade: test-compare
# outcome: refused
# hint: spaces and category


def compare(train, test):
    seen = [(text.lower().split(), category) for text, category in test]
    train = [(text, own) for text, own in train if (text.lower().split(), own) not in seen]
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
            said["votes"] = votes.most_common(1)[0][0]
        for arm, one in said.items():
            right[arm] += one == category
            asked[arm] += 1
    return {arm: right[arm] / asked[arm] for arm in ("constant", "nearest", "votes")}
