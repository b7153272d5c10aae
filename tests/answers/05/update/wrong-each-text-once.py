# cell: task-update-code
# grade: test-update
# outcome: refused
# hint: a text that stands twice gives two


def update(index, document, texts, embed):
    row = dict(zip(index["texts"], index["vectors"]))
    texts = list(dict.fromkeys(texts))
    new = [t for t in texts if t not in row]
    if new:
        row.update(zip(new, embed(new)))
    kept = delete_document(index, document)
    return {
        "ids": kept["ids"] + [f"{document}#{i}" for i in range(len(texts))],
        "texts": kept["texts"] + texts,
        "vectors": np.concatenate([kept["vectors"], [row[t] for t in texts]]),
    }
