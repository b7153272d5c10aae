# cell: task-compare-code
# grade: test-compare
# outcome: points


def words_of(text):
    return tuple(text.lower().split())


def compare(train, test):
    asked = {words_of(text) for text, _ in test}
    left = [(words_of(text), kind) for text, kind in train if words_of(text) not in asked]
    kinds = list(dict.fromkeys(kind for _, kind in left))
    common = max(kinds, key=[kind for _, kind in left].count)

    def near(text):
        return max(left, key=lambda pair: len(set(text) & set(pair[0])))[1]

    def voted(text):
        sums = {kind: sum(len(set(text) & set(one)) for one, own in left if own == kind) for kind in kinds}
        best = max(sums, key=sums.get)
        return best if sums[best] else common

    arms_asked = {"votes": voted, "nearest": near, "constant": lambda text: common}
    return {arm: np.mean([say(words_of(text)) == kind for text, kind in test]) for arm, say in arms_asked.items()}
