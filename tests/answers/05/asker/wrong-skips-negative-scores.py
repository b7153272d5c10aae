# cell: task-asker-code
# grade: test-asker
# outcome: refused
# hint: position 0 is a position, and a score below 0 is a score


def best_for(scores, passages, tenant, k):
    found, seen = [], set()
    for i in np.argsort(-np.asarray(scores)).tolist():
        if scores[i] > 0 and passages[i][1] in (tenant, "both") and passages[i][0] not in seen:
            seen.add(passages[i][0])
            found.append(i)
    return found[:k]
