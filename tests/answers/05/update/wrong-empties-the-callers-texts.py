# cell: task-update-code
# grade: test-update
# outcome: refused
# hint: your function changed what it was given: work on a copy


def update(index, document, texts, embed):
    row = dict(zip(index["texts"], index["vectors"]))
    new = [t for t in dict.fromkeys(texts) if t not in row]
    if new:
        row.update(zip(new, embed(new)))
    kept = delete_document(index, document)
    found = {"ids": kept["ids"], "texts": kept["texts"], "vectors": list(kept["vectors"])}
    number = 0
    while texts:
        text = texts.pop(0)
        found["ids"].append(f"{document}#{number}")
        found["texts"].append(text)
        found["vectors"].append(row[text])
        number += 1
    return found | {"vectors": np.array(found["vectors"])}
