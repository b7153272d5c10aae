# cell: task-update-code
# grade: test-update
# outcome: refused
# hint: unchanged passages belong to it


def update(index, document, texts, embed):
    row = dict(zip(index["texts"], index["vectors"]))
    new = [t for t in dict.fromkeys(texts) if t not in row]
    if new:
        row.update(zip(new, embed(new)))
    kept = delete_document(index, document)
    now = new
    return {
        "ids": kept["ids"] + [f"{document}#{i}" for i in range(len(now))],
        "texts": kept["texts"] + now,
        "vectors": np.concatenate([kept["vectors"], [row[t] for t in now]]),
    }
