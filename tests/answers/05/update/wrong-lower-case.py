# cell: task-update-code
# grade: test-update
# outcome: refused
# hint: work the tiny example of the task by hand and compare step b


def update(index, document, texts, embed):
    row = {t.lower(): v for t, v in zip(index["texts"], index["vectors"])}
    new = [t for t in dict.fromkeys(texts) if t.lower() not in row]
    if new:
        row.update((t.lower(), v) for t, v in zip(new, embed(new)))
    kept = delete_document(index, document)
    return {
        "ids": kept["ids"] + [f"{document}#{i}" for i in range(len(texts))],
        "texts": kept["texts"] + list(texts),
        "vectors": np.concatenate([kept["vectors"], [row[t.lower()] for t in texts]]),
    }
