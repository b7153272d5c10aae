# cell: task-update-code
# grade: test-update
# outcome: refused
# hint: the passages of the other documents come first


def update(index, document, texts, embed):
    row = dict(zip(index["texts"], index["vectors"]))
    new = [t for t in dict.fromkeys(texts) if t not in row]
    if new:
        row.update(zip(new, embed(new)))
    kept = delete_document(index, document)
    return {
        "ids": [f"{document}#{i}" for i in range(len(texts))] + kept["ids"],
        "texts": list(texts) + kept["texts"],
        "vectors": np.concatenate([[row[t] for t in texts], kept["vectors"]]),
    }
