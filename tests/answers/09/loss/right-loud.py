# cell: task-loss-code
# grade: test-loss
# outcome: points

import warnings


def masked_loss(scores, labels):
    warnings.warn("this takes a moment")
    np.exp(np.array([1e4]))
    rows = scores - scores.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != -100]
    if not found:
        raise ValueError("no label counts")
    return np.array(np.mean(found))
