# cell: task-compare-code
# grade: test-compare
# outcome: points


def compare(train, test):
    key = lambda text: " ".join(text.lower().split())
    asked = {key(text) for text, _ in test}
    left = [(key(text), kind) for text, kind in train if key(text) not in asked]
    kinds = list(dict.fromkeys(kind for _, kind in left))
    known = sorted({word for text, _ in left for word in text.split()})
    held = np.array([[word in text.split() for word in known] for text, _ in left], dtype=int)
    new = np.array([[word in key(text).split() for word in known] for text, _ in test], dtype=int)
    shared = new @ held.T
    own = np.array([kinds.index(kind) for _, kind in left])
    wanted = np.array([kinds.index(kind) if kind in kinds else -1 for _, kind in test])
    common = np.bincount(own).argmax()
    votes = (shared @ np.eye(len(kinds), dtype=int)[own]).argmax(axis=1)
    votes = np.where(shared.sum(axis=1) > 0, votes, common)
    said = {"constant": np.full(len(test), common), "nearest": own[shared.argmax(axis=1)], "votes": votes}
    return {arm: float((one == wanted).mean()) for arm, one in said.items()}
