# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: that is the mean of the parts' means


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    return sum(g for g, _ in full) / len(full)
