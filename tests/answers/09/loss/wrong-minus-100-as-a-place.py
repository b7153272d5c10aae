# cell: task-loss-code
# grade: test-loss
# outcome: refused by hidden tests


def masked_loss(scores, labels):
    rows = scores - scores.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and abs(label) < logs.shape[1]]
    if not found:
        raise ValueError("no label counts")
    return np.mean(found)
