# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: work the tiny example of the task by hand and compare step b


def delete_document(index, document):
    keep = [i for i, one in enumerate(index["ids"]) if one.rpartition("#")[0] != document]
    keep = list({index["texts"][i]: i for i in reversed(keep)}.values())[::-1]
    return {p: [index[p][i] for i in keep] for p in ("ids", "texts")} | {"vectors": index["vectors"][keep]}
