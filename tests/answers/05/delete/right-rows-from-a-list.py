# cell: task-delete-code
# grade: test-delete
# outcome: points


def delete_document(index, document):
    kept = [i for i, one in enumerate(index["ids"]) if one.rpartition("#")[0] != document]
    pick = lambda part: [index[part][i] for i in kept]
    return {"ids": pick("ids"), "texts": pick("texts"), "vectors": np.array(pick("vectors"))}
