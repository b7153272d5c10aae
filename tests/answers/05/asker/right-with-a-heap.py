# cell: task-asker-code
# grade: test-asker
# outcome: points

import heapq


def best_for(scores, passages, tenant, k):
    best = {}
    for place, (document, owner) in enumerate(passages):
        if owner in {tenant, "both"}:
            best[document] = max(best.get(document, (-np.inf, place)), (scores[place], place))
    return [place for _, place in heapq.nlargest(k, best.values())]
