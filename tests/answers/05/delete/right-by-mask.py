# cell: task-delete-code
# grade: test-delete
# outcome: points


def delete_document(index, document):
    ids, texts, rows = index["ids"], index["texts"], index["vectors"]
    keep = [i for i, one in enumerate(ids) if one.rpartition("#")[0] != document]
    ok = np.array([one.split("#")[0] != document for one in ids])
    return {
        "ids": [i for i, o in zip(ids, ok) if o],
        "texts": [t for t, o in zip(texts, ok) if o],
        "vectors": np.delete(rows, np.flatnonzero(~ok), axis=0),
    }
