# cell: task-loss-code
# grade: test-loss
# outcome: points


def masked_loss(scores, labels):
    rows = scores - scores.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    wanted = np.array(labels[1:], dtype=int)
    kept = wanted != -100
    if not kept.any():
        raise ValueError("all labels are masked")
    places = np.flatnonzero(kept)
    return float(-logs[places, wanted[places]].mean())
