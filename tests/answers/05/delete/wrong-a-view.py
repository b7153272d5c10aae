# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: return a copy: a change of the new index would change the ol


def delete_document(index, document):
    keep = [i for i, one in enumerate(index["ids"]) if one.rpartition("#")[0] != document]
    rows = index["vectors"][keep] if len(keep) < len(index["ids"]) else index["vectors"][:]
    return {"ids": [index["ids"][i] for i in keep], "texts": [index["texts"][i] for i in keep], "vectors": rows}
