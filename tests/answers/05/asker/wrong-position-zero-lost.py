# cell: task-asker-code
# grade: test-asker
# outcome: refused
# hint: dropped after the choice of k, others should take their plac


def best_for(scores, passages, tenant, k):
    best = {}
    for i in np.argsort(-np.asarray(scores)).tolist():
        if passages[i][1] in (tenant, "both") and not best.get(passages[i][0]):
            best[passages[i][0]] = i
    return [i for i in best.values() if i][:k]
