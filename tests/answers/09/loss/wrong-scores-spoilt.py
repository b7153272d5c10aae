# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: work on a copy


def masked_loss(scores, labels):
    scores -= scores.max(axis=1, keepdims=True)
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != -100]
    if not found:
        raise ValueError("no label counts")
    return np.mean(found)
