# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: that is the last part alone


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    return full[-1][0].copy()
