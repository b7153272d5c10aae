# cell: task-update-code
# grade: test-update
# outcome: refused
# hint: look up before you delete


def update(index, document, texts, embed):
    kept = delete_document(index, document)
    row = dict(zip(kept["texts"], kept["vectors"]))
    new = [t for t in dict.fromkeys(texts) if t not in row]
    if new:
        row.update(zip(new, embed(new)))
    return {
        "ids": kept["ids"] + [f"{document}#{i}" for i in range(len(texts))],
        "texts": kept["texts"] + list(texts),
        "vectors": np.array([*kept["vectors"], *(row[t] for t in texts)]),
    }
