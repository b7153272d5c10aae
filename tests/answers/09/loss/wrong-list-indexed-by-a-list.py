# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: make it an array first


def masked_loss(scores, labels):
    rows = scores - scores.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    kept = [i for i, label in enumerate(labels) if i and label != -100]
    if not kept:
        raise ValueError("all labels are masked")
    return -logs[np.array(kept) - 1, labels[kept]].mean()
