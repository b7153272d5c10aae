# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: not rounded


def masked_loss(scores, labels):
    rows = scores - scores.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != -100]
    if not found:
        raise ValueError("no label counts")
    return round(float(np.mean(found)), 4)
