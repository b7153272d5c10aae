# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: changed what it was given


def delete_document(index, document):
    keep = [i for i, one in enumerate(index["ids"]) if one.rpartition("#")[0] != document]
    for part in ("ids", "texts"):
        index[part][:] = [index[part][i] for i in keep]
    index["vectors"] = index["vectors"][keep]
    return index
