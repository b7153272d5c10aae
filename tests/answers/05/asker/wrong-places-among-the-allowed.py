# cell: task-asker-code
# grade: test-asker
# outcome: refused
# hint: among all passages


def best_for(scores, passages, tenant, k):
    order = np.argsort(-np.asarray(scores)).tolist()
    see = lambda i: passages[i][1] in (tenant, "both")
    doc = lambda i: passages[i][0]
    each = lambda some: [i for n, i in enumerate(some) if doc(i) not in map(doc, some[:n])]
    own = [i for i in range(len(passages)) if see(i)]
    return [own.index(i) for i in each([i for i in order if see(i)])[:k]]
