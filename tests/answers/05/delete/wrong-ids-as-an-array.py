# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: return a list, not an array of texts


def delete_document(index, document):
    ids, texts, rows = index["ids"], index["texts"], index["vectors"]
    keep = [i for i, one in enumerate(ids) if one.rpartition("#")[0] != document]
    keep = keep
    pick = lambda some: [some[i] for i in keep]
    return {"ids": np.array(ids)[keep], "texts": pick(texts), "vectors": rows[keep]}
