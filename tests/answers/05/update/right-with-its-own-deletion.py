# cell: task-update-code
# grade: test-update
# outcome: points


def update(index, document, texts, embed):
    known = {text: vector for text, vector in zip(index["texts"], index["vectors"])}
    fresh = list(dict.fromkeys(text for text in texts if text not in known))
    if fresh:
        known |= {text: vector for text, vector in zip(fresh, embed(fresh))}
    kept = [i for i, one in enumerate(index["ids"]) if one.rsplit("#", 1)[0] != document]
    ids = [index["ids"][i] for i in kept] + [f"{document}#{n}" for n in range(len(texts))]
    return dict(
        ids=ids,
        texts=[index["texts"][i] for i in kept] + [*texts],
        vectors=np.row_stack([*(index["vectors"][i] for i in kept), *(known[text] for text in texts)])
        if hasattr(np, "row_stack")
        else np.vstack([*(index["vectors"][i] for i in kept), *(known[text] for text in texts)]),
    )
