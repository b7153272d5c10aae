# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: that went down a column


def masked_loss(scores, labels):
    rows = scores - scores.max(axis=0)
    logs = rows - np.log(np.exp(rows).sum(axis=0))
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != -100]
    if not found:
        raise ValueError("no label counts")
    return np.mean(found)
