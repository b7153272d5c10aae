# cell: task-compare-code
# grade: test-compare
# outcome: points

import sys


def compare(train, test):
    print("comparing", len(test), "complaints", file=sys.stderr)
    split = str.split
    banned = Counter(tuple(split(text.lower())) for text, _ in test)
    train = [(text, kind) for text, kind in train if not banned[tuple(split(text.lower()))]]
    ((common, _),) = Counter(kind for _, kind in train).most_common(1)
    shares = Counter({"constant": 0, "nearest": 0, "votes": 0})
    for text, kind in test:
        best, nearest, votes = -1, None, Counter()
        for one, own in train:
            count = sum(1 for word in set(split(one.lower())) if word in split(text.lower()))
            votes[own] += count
            if count > best:
                best, nearest = count, own
        shares["constant"] += common == kind
        shares["nearest"] += nearest == kind
        shares["votes"] += (votes.most_common(1)[0][0] if best else common) == kind
    for arm in shares:
        shares[arm] /= len(test)
    return shares
