# cell: task-loss-code
# grade: test-loss
# outcome: points


def masked_loss(scores, labels):
    logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != -100]
    if not found:
        raise ValueError("no label counts")
    return np.mean(found)
