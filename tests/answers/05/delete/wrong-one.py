# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: only one is gone


def delete_document(index, document):
    ids, texts, rows = index["ids"], index["texts"], index["vectors"]
    keep = [i for i, one in enumerate(ids) if one.rpartition("#")[0] != document]
    keep = [i for i in range(len(ids)) if i in keep or ids[i] != f"{document}#0"]
    pick = lambda some: [some[i] for i in keep]
    return {"ids": pick(ids), "texts": pick(texts), "vectors": rows[keep]}
