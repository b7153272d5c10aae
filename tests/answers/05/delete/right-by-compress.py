# cell: task-delete-code
# grade: test-delete
# outcome: points

from itertools import compress


def delete_document(index, document):
    ok = np.array([one[: one.rindex("#")] != document for one in index["ids"]], dtype=bool)
    kept = {part: list(compress(index[part], ok)) for part in ("ids", "texts")}
    return dict(kept, vectors=index["vectors"].compress(ok, axis=0))
