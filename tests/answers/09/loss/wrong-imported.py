# cell: task-loss-code
# grade: test-loss
# outcome: refused
# hint: import it after you have written it once yourself


def masked_loss(scores, labels):
    from course_lib import training

    rows = scores - scores.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    found = [-logs[i - 1, label] for i, label in enumerate(labels) if i and label != training.IGNORED]
    if not found:
        raise ValueError("no label counts")
    return np.mean(found)
