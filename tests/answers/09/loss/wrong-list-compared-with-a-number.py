# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: so != gives one truth value: make it an array first


def masked_loss(scores, labels):
    rows = scores - scores.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    kept = labels[1:] != -100
    if not kept.any():
        raise ValueError("all labels are masked")
    places = np.flatnonzero(kept)
    return float(-logs[places, labels[1:][places]].mean())
