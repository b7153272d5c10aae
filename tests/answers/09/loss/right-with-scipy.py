# cell: task-loss-code
# grade: test-loss
# outcome: points

from scipy.special import log_softmax


def masked_loss(scores, labels):
    logs = log_softmax(scores, axis=1) if len(scores) else scores
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != -100]
    if not found:
        raise ValueError("no label counts")
    return sum(found) / len(found)
