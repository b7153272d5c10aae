# cell: task-parts-code
# grade: test-parts
# outcome: points


def step_gradient(parts):
    total, count = 0, 0
    for gradient, labels in parts:
        if labels == 0:
            continue
        total = total + gradient * labels
        count += labels
    return total / count
