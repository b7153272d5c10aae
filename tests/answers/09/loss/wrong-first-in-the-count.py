# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: the first token's label counts for nothing


def masked_loss(scores, labels):
    rows = scores - scores.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != -100]
    if not found:
        raise ValueError("no label counts")
    return sum(found) / sum(label != -100 for label in labels)
