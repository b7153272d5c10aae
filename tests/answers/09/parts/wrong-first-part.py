# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: that is the first part alone


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    return full[0][0].copy()
