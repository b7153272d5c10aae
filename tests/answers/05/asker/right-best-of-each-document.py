# cell: task-asker-code
# grade: test-asker
# outcome: points


def best_for(scores, passages, tenant, k):
    best = {}
    for i, (d, t) in enumerate(passages):
        if t in (tenant, "both") and (d not in best or scores[i] > scores[best[d]]):
            best[d] = i
    return tuple(sorted(best.values(), key=lambda i: scores[i], reverse=True)[:k])
