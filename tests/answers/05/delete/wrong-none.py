# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: nothing came back


def delete_document(index, document):
    ids, texts, rows = index["ids"], index["texts"], index["vectors"]
    keep = [i for i, one in enumerate(ids) if one.rpartition("#")[0] != document]
    print(keep)
