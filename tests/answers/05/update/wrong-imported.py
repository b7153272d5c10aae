# cell: task-update-code
# grade: test-update
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.index import changed


def update(index, document, texts, embed):
    row = dict(zip(index["texts"], index["vectors"]))
    new = changed(index["texts"], list(dict.fromkeys(texts))).new
    if new:
        row.update(zip(new, embed(new)))
    kept = delete_document(index, document)
    now = list(texts)
    return {
        "ids": kept["ids"] + [f"{document}#{i}" for i in range(len(now))],
        "texts": kept["texts"] + now,
        "vectors": np.concatenate([kept["vectors"], [row[t] for t in now]]),
    }
