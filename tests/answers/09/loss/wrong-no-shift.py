# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: a row scores the NEXT token


def masked_loss(scores, labels):
    rows = scores - scores.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    found = [-logs[i, label] for i, label in enumerate(labels) if label != -100]
    if not found:
        raise ValueError("no label counts")
    return sum(found) / len(found)
