# cell: task-update-code
# grade: test-update
# outcome: refused
# hint: changed what it was given


def update(index, document, texts, embed):
    row = dict(zip(index["texts"], index["vectors"]))
    new = [t for t in dict.fromkeys(texts) if t not in row]
    if new:
        row.update(zip(new, embed(new)))
    index.update(delete_document(index, document))
    index["ids"] += [f"{document}#{i}" for i in range(len(texts))]
    index["texts"] += list(texts)
    index["vectors"] = np.concatenate([index["vectors"], [row[t] for t in texts]])
    return index
