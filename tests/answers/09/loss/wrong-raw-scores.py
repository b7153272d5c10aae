# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: scores are no log-probabilities yet


def masked_loss(scores, labels):
    logs = scores
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != -100]
    if not found:
        raise ValueError("no label counts")
    return np.mean(found)
