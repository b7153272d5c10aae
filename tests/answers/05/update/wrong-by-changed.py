# cell: task-update-code
# grade: test-update
# outcome: refused
# hint: compares with one document


def update(index, document, texts, embed):
    row = dict(zip(index["texts"], index["vectors"]))
    new = [
        t for t in texts if t not in [x for i, x in zip(index["ids"], index["texts"]) if i.split("#")[0] == document]
    ]
    if new:
        row.update(zip(new, embed(new)))
    kept = delete_document(index, document)
    now = list(texts)
    return {
        "ids": kept["ids"] + [f"{document}#{i}" for i in range(len(now))],
        "texts": kept["texts"] + now,
        "vectors": np.concatenate([kept["vectors"], [row[t] for t in now]]),
    }
