# cell: task-kinds-code
# grade: test-kinds
# outcome: points


def kinds(trained, asked):
    print("sorting", len(asked))
    known = {}
    for firm, about, question, _ in trained:
        known.setdefault(firm, {}).setdefault(about, set()).add(" ".join(question.lower().rstrip("?!. ").split()))
    texts = set().union(*(words for facts in known.values() for words in facts.values()))

    def one(firm, about, question):
        if " ".join(question.lower().rstrip("?!. ").split()) in texts:
            return "same words"
        if firm not in known:
            return "new firm"
        return "new words" if about in known[firm] else "new fact"

    return tuple(one(firm, about, question) for firm, about, question, _ in asked)
