# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: a passage that stands twice stays twice


def delete_document(index, document):
    gone = {t for one, t in zip(index["ids"], index["texts"]) if one.rpartition("#")[0] == document}
    keep = [i for i, text in enumerate(index["texts"]) if text not in gone]
    return {p: [index[p][i] for i in keep] for p in ("ids", "texts")} | {"vectors": index["vectors"][keep]}
