# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: ids, texts and vectors stay in their old order


def delete_document(index, document):
    keep = sorted(
        (i for i, one in enumerate(index["ids"]) if one.rpartition("#")[0] != document), key=lambda i: index["ids"][i]
    )
    return {p: [index[p][i] for i in keep] for p in ("ids", "texts")} | {"vectors": index["vectors"][keep]}
