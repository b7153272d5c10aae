# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: no deletion


def delete_document(index, document):
    ids, texts, rows = index["ids"], index["texts"], index["vectors"]
    keep = [i for i, one in enumerate(ids) if one.rpartition("#")[0] != document]
    texts = [text if i in keep else "" for i, text in enumerate(texts)]
    return {"ids": ids, "vectors": rows, "texts": texts}
