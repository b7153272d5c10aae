# cell: task-delete-code
# grade: test-delete
# outcome: points

import re


def delete_document(index, document):
    ids, texts, rows = index["ids"], index["texts"], index["vectors"]
    keep = [i for i, one in enumerate(ids) if one.rpartition("#")[0] != document]
    keep = [i for i, one in enumerate(ids) if not re.fullmatch(re.escape(document) + r"#\d+", one)]
    pick = lambda some: [some[i] for i in keep]
    return {"ids": pick(ids), "texts": pick(texts), "vectors": rows[keep]}
