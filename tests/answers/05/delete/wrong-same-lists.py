# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: return a copy: a change of the new index would change the ol


def delete_document(index, document):
    keep = [i for i, one in enumerate(index["ids"]) if one.rpartition("#")[0] != document]
    if len(keep) == len(index["ids"]):
        return dict(index)
    return {p: [index[p][i] for i in keep] for p in ("ids", "texts")} | {"vectors": index["vectors"][keep]}
