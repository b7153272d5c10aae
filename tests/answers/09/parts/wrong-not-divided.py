# cell: task-parts-code
# grade: test-parts
# outcome: refused
# hint: divide by the labels of all parts


def step_gradient(parts):
    full = [(gradient, labels) for gradient, labels in parts if labels]
    return sum(n * g for g, n in full)
