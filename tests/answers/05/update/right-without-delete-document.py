# cell: task-update-code
# grade: test-update
# outcome: points


def update(index, document, texts, embed):
    new = []
    for text in texts:
        if text not in index["texts"] and text not in new:
            new.append(text)
    fresh = embed(new) if new else []
    find = lambda t: fresh[new.index(t)] if t in new else index["vectors"][index["texts"].index(t)]
    rest = [i for i, one in enumerate(index["ids"]) if one.rsplit("#", 1)[0] != document]
    ids = [index["ids"][i] for i in rest] + [f"{document}#{n}" for n, _ in enumerate(texts)]
    rows = [list(index["vectors"][i]) for i in rest] + [list(find(t)) for t in texts]
    return {"vectors": np.array(rows), "ids": ids, "texts": [index["texts"][i] for i in rest] + texts}
