# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: each row has its own softmax


def masked_loss(scores, labels):
    rows = scores - scores.max()
    logs = rows - np.log(np.exp(rows).sum())
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != -100]
    if not found:
        raise ValueError("no label counts")
    return np.mean(found)
