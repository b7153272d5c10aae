# cell: task-parts-code
# grade: test-parts
# outcome: points


def step_gradient(parts):
    mean, count = None, 0
    for gradient, labels in parts:
        if labels:
            count += labels
            mean = gradient.copy() if mean is None else mean + (gradient - mean) * labels / count
    return mean
