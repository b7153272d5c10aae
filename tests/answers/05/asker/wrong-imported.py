# cell: task-asker-code
# grade: test-asker
# outcome: refused
# hint: import it after you have written it once yourself


def best_for(scores, passages, tenant, k):
    order = np.argsort(-np.asarray(scores)).tolist()
    see = lambda i: passages[i][1] in (tenant, "both")
    doc = lambda i: passages[i][0]
    each = lambda some: [i for n, i in enumerate(some) if doc(i) not in map(doc, some[:n])]
    from course_lib.index import allowed_top_k

    ok = np.array([see(i) for i in range(len(passages))])
    return each(allowed_top_k(np.asarray(scores), ok, len(ok)).tolist())[:k]
